"""The last step: a verified file moves to its place, in one piece and never over another file."""

import os
import shutil
from pathlib import Path, PurePosixPath

from aniworld_core.durable import sync_directory
from aniworld_core.errors import AlreadyThere, DownloadError, NoSpace, WrongFile

__all__ = ["check_space", "fresh", "inside", "place", "workspace"]

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


def workspace(root: Path, item: int | None = None) -> Path:
    """Return where incomplete files are kept (of one item), on the library's own file system."""
    incomplete = root / ".aniworld" / "incomplete"
    return incomplete if item is None else incomplete / str(item)


def fresh(directory: Path, root: Path) -> Path:
    """Make an empty directory in the workspace and return it."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    (root / ".aniworld" / ".ignore").touch()  # media servers leave such directories alone
    return directory


def check_space(root: Path, expected: int | None, reserve: int) -> None:
    """Raise NoSpace unless the expected bytes and a tenth more fit beside the reserve."""
    free = shutil.disk_usage(root).free
    needed = int((expected or 0) * 1.1) + reserve
    if free < needed:
        raise NoSpace(
            f"The disk of {root} has {free // 1024**2} MiB free, {needed // 1024**2} MiB are needed.",
            hint="Free some space, or lower downloads.reserve.",
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
    if os.path.lexists(target):
        raise AlreadyThere(f"{target} exists already.")
    file.replace(target)
    sync_directory(target.parent)
    return size


def _directories(directory: Path) -> None:
    """Create a directory with its parents so that they survive a power loss."""
    if directory.is_dir():
        return
    _directories(directory.parent)
    directory.mkdir(exist_ok=True)
    sync_directory(directory.parent)
