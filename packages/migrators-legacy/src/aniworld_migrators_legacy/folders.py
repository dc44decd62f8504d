"""Where the older program's files stand: one called ``data`` in every series folder of the root."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

__all__ = ["DataFile", "data_files"]


@frozen
class DataFile:
    """One such file, with what a single look at it told.

    ``path`` is a text, because ten thousand of them are opened. ``mode`` and ``size`` (in bytes) are
    those of the file, or of the link to it. ``linked`` means that it may lie elsewhere.
    """

    path: str
    folder: str
    mode: int
    size: int
    linked: bool = field(kw_only=True)


def data_files(root: Path) -> Iterator[DataFile]:
    """Yield the ``data`` file of every folder in order of the folders' names.

    A link is yielded too: its reader says what is wrong with it. A directory of that name is not
    the older program's, and a root that does not exist holds nothing.
    """
    for folder in sorted(_folders(root), key=lambda folder: folder.name):
        path = f"{folder.path}{os.sep}data"
        try:
            seen = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:  # opening it will tell what is wrong
            yield DataFile(path, folder.name, stat.S_IFREG, 0, linked=False)
            continue
        if not stat.S_ISDIR(seen.st_mode):
            linked = stat.S_ISLNK(seen.st_mode) or folder.is_symlink()
            yield DataFile(path, folder.name, seen.st_mode, seen.st_size, linked=linked)


def _folders(root: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(root) as entries:
            return [entry for entry in entries if _is_folder(entry)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle
        return False
