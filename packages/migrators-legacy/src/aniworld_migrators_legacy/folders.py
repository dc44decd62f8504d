"""Where the older program's files stand: one called ``data`` in every series folder of the root."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

__all__ = ["NAME", "data_files"]

NAME = "data"


def data_files(root: Path) -> Iterator[Path]:
    """Yield the ``data`` file of every folder in order of the folders' names.

    A link is yielded too, and what cannot even be looked at: the reader says what is wrong with it.
    A directory of that name is not the older program's. A root that does not exist holds nothing.
    """
    for folder in _folders(root):
        path = os.path.join(folder, NAME)  # noqa: PTH118 - twice as quick as Path over 10,000 folders
        if _is_there(path):
            yield Path(path)


def _folders(root: Path) -> list[str]:
    try:
        with os.scandir(root) as entries:
            return sorted(entry.path for entry in entries if _is_folder(entry))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle
        return False


def _is_there(path: str) -> bool:
    try:
        return not stat.S_ISDIR(os.lstat(path).st_mode)
    except FileNotFoundError:
        return False
    except OSError:
        return True
