"""Sees that the library folder stays the one that the work began in, and can be written."""

from collections.abc import Callable
from pathlib import Path

from aniworld_core.errors import LibraryUnavailable
from aniworld_core.services.downloads.workspaces import check_writable

__all__ = ["Ground"]


class Ground:
    """The library folder under running downloads: its disk may go, and come back, at any moment.

    ``check_root`` raises LibraryUnavailable when the folder cannot be trusted at all. ``recognise`` returns
    the mark by which it was recognised, None = it has none, and raises LibraryUnavailable when it is not, or
    no more, the right one.
    """

    def __init__(
        self,
        *,
        root: Callable[[], Path],
        check_root: Callable[[], None],
        recognise: Callable[[], str | None],
    ) -> None:
        self._root = root
        self._check_root = check_root
        self._recognise = recognise
        self._known: tuple[int, int] | None = None

    def enter(self) -> None:
        """Remember which folder it is; raises LibraryUnavailable when no file may or can be made in it."""
        self._check_root()
        root = self._root()
        check_writable(root)
        self._known = _identity(root)

    def check(self) -> None:
        """Raise LibraryUnavailable when it is another folder by now, or cannot be written any more.

        What is below the mount point of a disk that is gone is another folder: nothing is written there. A
        disk that has the mark is the right one, also where it was mounted anew meanwhile.
        """
        root = self._root()
        marked = self._recognise() is not None
        if not marked and self._known is not None and _identity(root) != self._known:
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
