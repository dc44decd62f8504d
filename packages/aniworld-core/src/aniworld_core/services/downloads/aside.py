"""Which items a worker steps over for now, because all hosters of their episodes are busy already."""

from collections.abc import Callable, Collection, Iterable

from aniworld_core.entities import QueueItem
from aniworld_core.ports import SeriesStore

__all__ = ["Aside"]


class Aside:
    """Looks at what waits, so that many episodes of one hoster are not in the way of the others.

    ``busy`` tells whether a hoster has no place left when so many downloads are bound for it, ``shared``
    whether other processes have a place anywhere. What the catalogue said of the hosters of an episode is
    enough for that; no site is asked.
    """

    def __init__(
        self,
        *,
        series: SeriesStore,
        busy: Callable[[str, int], bool],
        shared: Callable[[], bool],
    ) -> None:
        self._series = series
        self._busy = busy
        self.shared = shared
        self._known: dict[int, frozenset[str]] = {}

    def hosters(self, item: QueueItem) -> frozenset[str]:
        """Return the hosters of an item's episode in lower case; none if they are not known."""
        known = self._known.get(item.id)
        if known is None:
            known = self._known[item.id] = self._read(item)
        return known

    def skipped(
        self, items: Iterable[QueueItem], running: Collection[Collection[str]]
    ) -> list[int]:
        """List the items that have no free hoster, while jobs run with these hosters."""
        taken: dict[str, bool] = {}

        def busy(hoster: str) -> bool:
            if hoster not in taken:
                bound = sum(list(hosters) == [hoster] for hosters in running)
                taken[hoster] = self._busy(hoster, bound)
            return taken[hoster]

        return [
            item.id
            for item in items
            if (hosters := self.hosters(item)) and all(busy(hoster) for hoster in hosters)
        ]

    def _read(self, item: QueueItem) -> frozenset[str]:
        series = self._series.get(item.key)
        episode = None if series is None else series.episode(item.episode)
        return frozenset() if episode is None else frozenset(map(str.casefold, episode.hosters))
