"""The history in memory."""

from collections.abc import Sequence
from itertools import islice

from aniworld_core.entities import EpisodeId, HistoryEntry, SeriesKey
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemoryHistory"]


class MemoryHistory:
    """Fulfils :class:`aniworld_core.ports.HistoryStore`; newest is what was appended last."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def append(self, *entries: HistoryEntry) -> None:
        """Add entries in this order."""
        with self._shelves.lock:
            self._shelves.history += entries

    def of(
        self, key: SeriesKey | None = None, episode: EpisodeId | None = None, limit: int = 100
    ) -> Sequence[HistoryEntry]:
        """List the newest entries, newest first; ``key`` and ``episode`` each narrow the list."""
        with self._shelves.lock:
            fitting = (
                entry
                for entry in reversed(self._shelves.history)
                if key in {None, entry.key} and episode in {None, entry.episode}
            )
            return list(islice(fitting, limit))
