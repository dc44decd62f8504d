"""Which items a worker steps over for now, because the hoster that they would try first is busy already."""

from collections.abc import Callable, Collection, Iterable

from aniworld_core.entities import QueueItem
from aniworld_core.ports import SeriesStore

__all__ = ["Aside"]


class Aside:
    """Looks at what waits, so that many episodes of one hoster are not in the way of the others.

    ``busy`` tells whether a hoster has no place left when so many downloads are bound for it, ``rests``
    whether it is left alone now, ``shared`` whether other processes have a place anywhere. What the
    catalogue said of the hosters of an episode is enough for that; no site is asked.
    """

    def __init__(
        self,
        *,
        series: SeriesStore,
        busy: Callable[[str, int], bool],
        rests: Callable[[str], bool],
        shared: Callable[[], bool],
    ) -> None:
        self._series = series
        self._busy = busy
        self._rests = rests
        self.shared = shared
        self._known: dict[int, tuple[str, ...]] = {}

    def hoster(self, item: QueueItem) -> str | None:
        """Return the hoster that an item would try first, in lower case; None if that is not known."""
        known = self._known.get(item.id)
        if known is None:
            known = self._known[item.id] = self._read(item)
        awake = (hoster for hoster in known if not self._rests(hoster))
        return next(awake, known[0] if known else None)

    def skipped(self, items: Iterable[QueueItem], bound: Collection[str | None]) -> list[int]:
        """List the items whose hoster is not free, while jobs are bound for these."""
        running = list(bound)
        taken: dict[str, bool] = {}

        def busy(hoster: str) -> bool:
            if hoster not in taken:
                taken[hoster] = self._busy(hoster, running.count(hoster))
            return taken[hoster]

        return [item.id for item in items if (hoster := self.hoster(item)) and busy(hoster)]

    def _read(self, item: QueueItem) -> tuple[str, ...]:
        """Return the hosters of an item's episode, those that the user prefers first."""
        series = self._series.get(item.key)
        episode = None if series is None else series.episode(item.episode)
        if episode is None:
            return ()
        places = {hoster.casefold(): place for place, hoster in enumerate(item.wanted.hosters)}
        listed = map(str.casefold, episode.hosters)
        return tuple(sorted(listed, key=lambda hoster: places.get(hoster, len(places))))
