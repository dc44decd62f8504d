"""The history in memory."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from aniworld_core.entities import EpisodeId, HistoryEntry, HistoryKind, SeriesKey
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
        return [entry for _, entry in self.page(key, episode, limit=limit)]

    def page(
        self,
        key: SeriesKey | None = None,
        episode: EpisodeId | None = None,
        *,
        before: int | None = None,
        limit: int = 100,
    ) -> Sequence[tuple[int, HistoryEntry]]:
        """List entries with their numbers, newest first."""
        with self._shelves.lock:
            numbered = list(enumerate(self._shelves.history, start=1))
        fitting = (
            (number, entry)
            for number, entry in reversed(numbered)
            if key in {None, entry.key} and episode in {None, entry.episode}
            if before is None or number < before
        )
        return list(islice(fitting, limit))

    def moments(self, kind: HistoryKind, since: datetime) -> Sequence[datetime]:
        """List when entries of a kind were made."""
        with self._shelves.lock:
            return sorted(e.at for e in self._shelves.history if e.kind is kind and e.at > since)

    def paths(self, key: SeriesKey) -> Sequence[HistoryEntry]:
        """List the entries of a series that name a path."""
        with self._shelves.lock:
            return [entry for entry in self._shelves.history if entry.key == key and entry.path]
