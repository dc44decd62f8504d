"""The last step: a verified file moves to its place, in one piece and never over another file."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from aniworld_core.durable import sync_directory
from aniworld_core.errors import AlreadyThere, DownloadError, LibraryUnavailable, NoSpace, WrongFile

__all__ = [
    "check_space",
    "check_writable",
    "fresh",
    "inside",
    "leftovers",
    "place",
    "sweep",
    "workspace",
]

_FLOOR = 1024
"""No video is smaller, in bytes."""


def inside(root: Path, path: PurePosixPath | str) -> Path:
    """Return the absolute path of something below the root; raises DownloadError if links lead elsewhere."""
    target = root.joinpath(*PurePosixPath(path).parts)
    if not Path(os.path.realpath(target)).is_relative_to(os.path.realpath(root)):
        raise DownloadError(
            f"{path} lies outside the library folder.", hint="Look for a link in its folders."
        )
    return target


def check_writable(root: Path) -> None:
    """Raise LibraryUnavailable, before anything is asked for, when no file can be made in the library."""
    try:
        _incomplete(root).mkdir(parents=True, exist_ok=True)
        (root / ".aniworld" / ".ignore").touch()  # media servers leave such directories alone
    except OSError as error:
        raise LibraryUnavailable(
            f"The library folder {root} cannot be written: {error.strerror}.",
            hint="Is it mounted read-only? Else give this user the right to write there.",
        ) from error


def workspace(root: Path, item: int, claim: int, source: str) -> Path:
    """Return where one try of an item keeps its incomplete file: on the library's own file system.

    Neither another source nor a worker that holds the item by another claim shares the directory.
    """
    return _incomplete(root) / str(item) / f"{claim}-{source}"


def sweep(root: Path, item: int, claim: int) -> None:
    """Remove what one claim of an item left."""
    directory = _incomplete(root) / str(item)
    for path in directory.glob(f"{claim}-*"):
        shutil.rmtree(path, ignore_errors=True)
    with suppress(OSError):  # another claim is at work there, or nothing ever was
        directory.rmdir()


def leftovers(root: Path) -> Sequence[tuple[int, int]]:
    """List (item, claim) of everything that lies in the workspace; claim 0 is an item's empty directory."""
    found: list[tuple[int, int]] = []
    for directory in _incomplete(root).glob("[0-9]*"):
        claims = [path.name.partition("-")[0] for path in directory.glob("[0-9]*-*")]
        found += [(int(directory.name), int(claim)) for claim in claims or ["0"]]
    return found


def _incomplete(root: Path) -> Path:
    return root / ".aniworld" / "incomplete"


def fresh(directory: Path) -> Path:
    """Make an empty directory in the workspace and return it."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory


def check_space(root: Path, expected: int | None, reserve: int) -> None:
    """Raise NoSpace when the reserve is reached, DownloadError when just this file does not fit beside it.

    A hoster may state any size: one that cannot be true must not stop the other downloads.
    """
    free = shutil.disk_usage(root).free
    if free < reserve:
        raise NoSpace(
            f"The disk of {root} has {free // 1024**2} MiB free, {reserve // 1024**2} MiB stay free.",
            hint="Free some space, or lower downloads.reserve.",
        )
    needed = int((expected or 0) * 1.1) + reserve
    if free < needed:
        raise DownloadError(
            f"It needs {needed // 1024**2} MiB with the reserve, {free // 1024**2} MiB are free.",
            hint="Free some space, then retry it.",
        )


def place(file: Path, target: Path) -> int:
    """Move a file to ``target`` on the same file system, durably, and return its size in bytes.

    Raises AlreadyThere when the target exists, WrongFile when the file is no video by its size.
    """
    size = file.stat().st_size
    if size < _FLOOR:
        raise WrongFile(f"The file has only {size} bytes.")
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())
    _directories(target.parent)
    _move(file, target)
    sync_directory(target.parent)
    return size


def _move(file: Path, target: Path) -> None:
    try:
        # A second name, and then the first one goes: unlike a rename, this never replaces anything.
        target.hardlink_to(file)
    except FileExistsError as error:
        raise AlreadyThere(f"{target} exists already.") from error
    except OSError:  # not every file system has hard links
        if os.path.lexists(target):
            raise AlreadyThere(f"{target} exists already.") from None
        file.replace(target)
    else:
        file.unlink()


def _directories(directory: Path) -> None:
    """Create a directory with its parents so that they survive a power loss."""
    if directory.is_dir():
        return
    _directories(directory.parent)
    directory.mkdir(exist_ok=True)
    sync_directory(directory.parent)
