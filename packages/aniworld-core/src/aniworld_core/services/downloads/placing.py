"""The last step: a verified file moves to its place, in one piece and never over another file."""

import os
import shutil
import sys
from pathlib import Path

from aniworld_core.durable import sync_directory
from aniworld_core.errors import DownloadError, NoSpace, WrongFile
from aniworld_core.places import make_directories, move
from aniworld_core.sizes import size

__all__ = ["check_space", "place", "sync"]

_FLOOR = 1024
"""No video is smaller, in bytes."""


def check_space(root: Path, expected: int | None, reserve: int, *, had: int = 0) -> None:
    """Raise NoSpace when the reserve is reached, DownloadError when just this file does not fit beside it.

    A hoster may state any size: one that cannot be true must not stop the other downloads. ``had`` bytes of
    the file are there already.
    """
    free = shutil.disk_usage(root).free
    if free < reserve:
        raise NoSpace(
            f"The disk of {root} has {size(free)} free, and {size(reserve)} are to stay free.",
            hint="Free some space, or lower downloads.reserve.",
        )
    needed = max(int((expected or 0) * 1.1) - had, 0) + reserve
    if free < needed:
        raise DownloadError(
            f"It needs {size(needed)} with the reserve, {size(free)} are free.",
            hint="Free some space, then retry it.",
        )


def sync(file: Path) -> os.stat_result:
    """Return what a file is once it is on the disk; raises WrongFile when it is no video by its size."""
    stat = file.stat()
    if stat.st_size < _FLOOR:
        raise WrongFile(f"The file has only {stat.st_size} bytes.")
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())
    sys.audit("aniworld.reached", "file-synced")
    return stat


def place(file: Path, target: Path) -> None:
    """Move a file to ``target`` on the same file system, durably; raises AlreadyThere when that exists."""
    make_directories(target.parent)
    sys.audit("aniworld.reached", "folders-made")
    move(file, target)
    sync_directory(target.parent)
    sys.audit("aniworld.reached", "folder-synced")
