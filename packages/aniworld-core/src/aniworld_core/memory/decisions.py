"""Decisions about folders in memory."""

from collections.abc import Sequence

from aniworld_core.entities import Decision
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemoryDecisions"]


class MemoryDecisions:
    """Fulfils :class:`aniworld_core.ports.DecisionStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def add(self, *decisions: Decision) -> None:
        """Keep decisions."""
        with self._shelves.lock:
            for one in decisions:
                self._shelves.decisions[one.folder, one.provider, one.ref] = one

    def all(self) -> Sequence[Decision]:
        """List them in order."""
        with self._shelves.lock:
            return [one for _, one in sorted(self._shelves.decisions.items())]

    def remove(self, folder: str) -> int:
        """Forget every decision about a folder."""
        with self._shelves.lock:
            gone = [id for id in self._shelves.decisions if id[0] == folder]
            for id in gone:
                del self._shelves.decisions[id]
            return len(gone)
