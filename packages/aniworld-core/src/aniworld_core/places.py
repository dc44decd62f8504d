"""Places below the library root: inside of it, not taken under another spelling, never written over."""

import os
import sys
import unicodedata
from collections.abc import MutableMapping
from errno import ELOOP
from pathlib import Path, PurePosixPath

from aniworld_core.durable import sync_directory
from aniworld_core.errors import AlreadyThere, NotPossible

__all__ = [
    "Listings",
    "as_spelled",
    "folded",
    "inside",
    "make_directories",
    "move",
    "refuse_link",
]

Listings = MutableMapping[Path, dict[str, str]]
"""The names in each folder that was read, by what is the same of all their spellings."""


def inside(root: Path, path: PurePosixPath | str) -> Path:
    """Return the absolute path of something below the root; raises NotPossible if links lead elsewhere."""
    target = root.joinpath(*PurePosixPath(path).parts)
    if "\0" in str(path) or not Path(os.path.realpath(target)).is_relative_to(
        os.path.realpath(root)
    ):
        raise NotPossible(
            f"{path} lies outside the library folder.", hint="Look for a link in its folders."
        )
    return target


def folded(name: str) -> str:
    """Return what is the same of all names that some file system takes for one: NFC and NFD, É and é."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def as_spelled(
    root: Path, path: PurePosixPath | str, listings: Listings | None = None
) -> PurePosixPath:
    """Return a path with each part as the disk spells it, if it is there under any spelling.

    What this system tells apart, the one that shares its disk may not. Who asks for many paths at once
    passes the same ``listings``, so that each folder is read once.
    """
    known: Listings = {} if listings is None else listings
    spelled = PurePosixPath()
    for part in PurePosixPath(path).parts:
        spelled /= _spelling(root / spelled, part, known)
    return spelled


def _spelling(directory: Path, name: str, listings: Listings) -> str:
    if os.path.lexists(directory / name):
        return name
    if directory not in listings:
        listings[directory] = _names(directory)
    return listings[directory].get(folded(name), name)


def _names(directory: Path) -> dict[str, str]:
    try:
        names = [path.name for path in directory.iterdir()]
    except OSError:  # it is not there at all
        return {}
    return {folded(name): name for name in sorted(names, reverse=True)}  # the first of them stays


def refuse_link(directory: Path) -> None:
    """Raise OSError where a directory of our own is a link: this program never makes one there."""
    if directory.is_symlink():
        raise OSError(ELOOP, f"{directory} is a link")


def make_directories(directory: Path) -> None:
    """Create a directory with its parents so that they survive a power loss."""
    if directory.is_dir():
        return
    make_directories(directory.parent)
    directory.mkdir(exist_ok=True)
    sync_directory(directory.parent)


def move(file: Path, target: Path) -> None:
    """Move a file on the same file system, never over another; raises AlreadyThere."""
    try:
        # A second name, and then the first one goes: unlike a rename, this never replaces anything.
        target.hardlink_to(file)
    except FileExistsError as error:
        raise AlreadyThere(f"{target} exists already.") from error
    except FileNotFoundError:
        raise
    except OSError:  # not every file system has hard links
        if os.path.lexists(target):
            raise AlreadyThere(f"{target} exists already.") from None
        file.replace(target)
        sys.audit("aniworld.reached", "file-linked")
    else:
        sys.audit("aniworld.reached", "file-linked")
        file.unlink()
        sys.audit("aniworld.reached", "source-unlinked")
