"""Where the history of every episode is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from aniworld_core.entities import EpisodeId, HistoryEntry, HistoryKind, SeriesKey

__all__ = ["HistoryStore"]


class HistoryStore(Protocol):
    """Append-only: what was written stays as it is. Durable when a call returns."""

    def append(self, *entries: HistoryEntry) -> None:
        """Add entries in this order."""
        ...

    def of(
        self, key: SeriesKey | None = None, episode: EpisodeId | None = None, limit: int = 100
    ) -> Sequence[HistoryEntry]:
        """List the newest ``limit`` entries of a series or one of its episodes (None = all), newest first."""
        ...

    def page(
        self,
        key: SeriesKey | None = None,
        episode: EpisodeId | None = None,
        *,
        before: int | None = None,
        limit: int = 100,
    ) -> Sequence[tuple[int, HistoryEntry]]:
        """List entries like :meth:`of`, each with its number, from behind the entry numbered ``before``.

        Later entries have greater numbers; an entry keeps its own. The last number of a page is where the
        following one begins.
        """
        ...

    def moments(self, kind: HistoryKind, since: datetime) -> Sequence[datetime]:
        """List when entries of a kind were made, after ``since``, in their order."""
        ...

    def paths(self, key: SeriesKey) -> Sequence[HistoryEntry]:
        """List the entries of a series that name a path, the oldest first."""
        ...
