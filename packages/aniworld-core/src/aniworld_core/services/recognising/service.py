"""Tells the library folder from every other one, such as the empty place of a disk that is not mounted."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from aniworld_core import root_mark
from aniworld_core.clock import Clock, utc_now
from aniworld_core.errors import AniworldError, LibraryUnavailable
from aniworld_core.ports import FileStore

__all__ = ["Recognising"]

_log = logging.getLogger(__name__)


class Recognising:
    """Compares the mark in the library folder with the one that the store keeps.

    Both are read each time: disks come and go, and another process may have decided meanwhile.
    """

    def __init__(
        self, *, root: Callable[[], Path], files: FileStore, clock: Clock = utc_now
    ) -> None:
        self._root = root
        self._files = files
        self._clock = clock

    def check(self) -> str | None:
        """Return the mark that folder and store share; None as long as the store keeps none.

        Nothing is written. Raises LibraryUnavailable when the folder lacks the mark that the store keeps, or
        has a damaged one, and StoreError.
        """
        kept = self._files.root()
        # In this order: what the store keeps was in the folder before.
        found = root_mark.read(self._root())
        if kept is not None and found != kept:
            raise _foreign(self._root(), found)
        return kept

    def claim(self) -> str | None:
        """Do as :meth:`check` does, but let folder and store have a mark from now on.

        A folder that has one already keeps it, whatever store it comes to. Where none can be written there
        is none, as before. Raises what :meth:`check` raises.
        """
        kept, root = self._files.root(), self._root()
        found = root_mark.read(root)
        if kept is None:
            found = found or self._made(root)
            kept = None if found is None else self._files.adopt_root(found)
        if found != kept:
            raise _foreign(root, found)
        return kept

    def adopt(self) -> str | None:
        """Take the folder for the library's, whatever the store has known: a person has said so.

        Returns the mark that both have then. Raises LibraryUnavailable when the folder's mark is damaged, or
        when it needs one and cannot be written.
        """
        kept, root = self._files.root(), self._root()
        if kept is None:
            return self.claim()
        found = root_mark.read(root) or self._made(root)
        if found is None:
            raise LibraryUnavailable(
                f"The library folder {root} cannot be marked: it cannot be written.",
                hint="Let this user write there once, and do it again.",
            )
        if self._files.adopt_root(found, instead_of=kept) != found:
            return self.claim()  # another process decided meanwhile
        return found

    def writable(self) -> str | None:
        """Return the mark that folder and store share if this process can write there, else None."""
        try:
            mark, root = self.check(), self._root()
        except AniworldError:  # told by whoever wants to work there
            return None
        places = (root, root / root_mark.MARK.parent)
        return mark if all(os.access(place, os.W_OK | os.X_OK) for place in places) else None

    def _made(self, root: Path) -> str | None:
        try:
            return root_mark.make(root, self._clock)
        except OSError as error:
            _log.info("the library folder %s gets no mark: %s", root, error.strerror or error)
            return None


def _foreign(root: Path, found: str | None) -> LibraryUnavailable:
    why = "it has no mark" if found is None else "it has the mark of another library"
    return LibraryUnavailable(
        f"The library folder {root} is not the one that this store knows: {why}. "
        "Nothing was marked as missing, and nothing is written there.",
        hint="Is the disk mounted, and is it the right folder? If it is the right one, run: "
        "aniw scan --confirm-losses",
    )
