"""Sees that the library folder stays the one that the work began in, and can be written."""

from collections.abc import Callable
from pathlib import Path

from aniworld_core.errors import LibraryUnavailable
from aniworld_core.services.downloads.workspaces import check_writable

__all__ = ["Ground"]


class Ground:
    """The library folder under running downloads: its disk may go, and come back, at any moment."""

    def __init__(self, root: Callable[[], Path]) -> None:
        self._root = root
        self._known: tuple[int, int] | None = None

    def enter(self) -> None:
        """Remember which folder it is; raises LibraryUnavailable when no file can be made in it."""
        root = self._root()
        check_writable(root)
        self._known = _identity(root)

    def check(self) -> None:
        """Raise LibraryUnavailable when it is another folder by now, or cannot be written any more.

        What is below the mount point of a disk that is gone is another folder: nothing is written there.
        """
        root = self._root()
        if self._known is not None and _identity(root) != self._known:
            raise LibraryUnavailable(
                f"The library folder {root} is not the same any more: its disk is gone, or another one.",
                hint="Mount it again; what was downloading goes on from there.",
            )
        check_writable(root)


def _identity(root: Path) -> tuple[int, int] | None:
    try:
        stat = root.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
