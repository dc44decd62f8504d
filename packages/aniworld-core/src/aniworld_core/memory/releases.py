"""What is new and what is coming, in memory."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from attrs import evolve

from aniworld_core.entities import Release, ReleaseKind, ReleaseList
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemoryReleases"]

_LAST = datetime.max.replace(tzinfo=UTC)


class MemoryReleases:
    """Fulfils :class:`aniworld_core.ports.ReleaseStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def replace(
        self, provider: str, kind: ReleaseKind, releases: Iterable[Release], now: datetime
    ) -> None:
        """Replace what one page told."""
        kept = {evolve(one, provider=provider, kind=kind): None for one in releases}
        with self._shelves.lock:
            self._shelves.releases[provider, kind] = (now, tuple(kept))

    def between(self, first: date, last: date) -> Sequence[Release]:
        """List releases from day to day."""
        with self._shelves.lock:
            pages = list(self._shelves.releases.values())
        found = (one for _, page in pages for one in page if first <= one.day <= last)
        return sorted(found, key=_place)

    def lists(self) -> Sequence[ReleaseList]:
        """Tell which pages are kept."""
        with self._shelves.lock:
            return [
                ReleaseList(provider=provider, kind=kind, releases=len(page), read=read)
                for (provider, kind), (read, page) in sorted(self._shelves.releases.items())
            ]


def _place(one: Release) -> tuple[Any, ...]:
    at = one.at or _LAST
    return one.day, at, one.provider, one.ref, one.episode, one.language or "", one.kind
