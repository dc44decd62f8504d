"""Paths of the library, as renames need them: inside of it, and by no way of links."""

import os
from pathlib import Path, PurePosixPath

from aniworld_core.validators import group_folder

__all__ = ["Paths", "exact", "relocated", "series_folder"]


class Paths:
    """Absolute paths of what lies below a root; each directory is looked at once, for links on the way."""

    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.realpath(root))
        self._directories: dict[str, Path | None] = {}

    def of(self, path: str) -> Path | None:
        """Return the absolute path of something; None where a link is on the way, or it leads out."""
        directory, slash, name = path.rpartition("/")
        if name in ("", ".", "..") or (slash and not directory):
            return None
        parent = self.directory(directory)
        return None if parent is None else parent / name

    def directory(self, path: str) -> Path | None:
        """Return the absolute path of a directory (of the root for an empty one), as :meth:`of` does."""
        if path not in self._directories:
            self._directories[path] = self._looked_at(PurePosixPath(path))
        return self._directories[path]

    def _looked_at(self, path: PurePosixPath) -> Path | None:
        if path.is_absolute() or ".." in path.parts:
            return None
        place = self._root.joinpath(*path.parts)
        return place if Path(os.path.realpath(place)) == place else None


def series_folder(path: str) -> str:
    """Return the series folder that a path below the root lies in."""
    first, _, rest = path.partition("/")
    return f"{first}/{rest.partition('/')[0]}" if group_folder(first) else first


def relocated(path: str, source: str, target: str) -> str:
    """Return a path inside the folder ``source`` as it is when that is called ``target``."""
    return f"{target}{path[len(source) :]}" if path.startswith(f"{source}/") else path


def exact(path: Path) -> bool:
    """Tell whether something has just this name, on a system too that finds it by others."""
    try:
        return path in path.parent.iterdir()
    except OSError:
        return False
