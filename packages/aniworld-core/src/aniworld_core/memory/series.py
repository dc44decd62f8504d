"""Series in memory."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from attrs import evolve

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    LIVE,
    EpisodeId,
    Missing,
    MissingFilter,
    QueueItem,
    Replaceable,
    ReplaceableFilter,
    Series,
    SeriesAge,
    SeriesFilter,
    SeriesKey,
    SeriesMissing,
    SeriesSummary,
)
from aniworld_core.errors import SeriesNotFound, StoreError
from aniworld_core.memory.missing import absent, explain
from aniworld_core.memory.replaceable import replaceable
from aniworld_core.memory.shelves import KeptSeries, Shelves

__all__ = ["MemorySeries"]

_ALL = SeriesFilter()


class MemorySeries:
    """Fulfils :class:`aniworld_core.ports.SeriesStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def page(
        self, filter: SeriesFilter = _ALL, after: SeriesKey | None = None, limit: int = 100
    ) -> Sequence[SeriesSummary]:
        """List summaries in order of keys."""
        with self._shelves.lock:
            fitting = (self._summary(series) for series in self._living() if _fits(series, filter))
            return [
                summary
                for summary in fitting
                if (after is None or summary.key > after)
                and filter.has_missing in {None, summary.missing > 0}
            ][:limit]

    def get(self, key: SeriesKey) -> Series | None:
        """Return a series, or None."""
        with self._shelves.lock:
            kept = self._shelves.living(key)
            return None if kept is None else kept.series

    def get_by_id(self, id: int) -> Series | None:
        """Return the series with this number, or None."""
        with self._shelves.lock:
            return next((series for series in self._living() if self.id_of(series.key) == id), None)

    def id_of(self, key: SeriesKey) -> int | None:
        """Return the number of a series, or None."""
        with self._shelves.lock:
            kept = self._shelves.living(key)
            return None if kept is None else kept.id

    def names(self) -> Sequence[SeriesSummary]:
        """List every series without counting."""
        with self._shelves.lock:
            return [self._name(series) for series in self._living()]

    def ages(self) -> Sequence[SeriesAge]:
        """List what tells when each series is to be read again."""
        with self._shelves.lock:
            return [_age(series) for series in self._living()]

    def removed(self) -> Sequence[SeriesSummary]:
        """List every removed series without counting."""
        with self._shelves.lock:
            return [self._name(series) for series in self._all(removed=True)]

    def put(self, *series: Series) -> None:
        """Insert or replace; a series without ``added`` keeps its first one, or was added now."""
        with self._shelves.lock:
            for one in series:
                self._keep(one)

    def update(self, key: SeriesKey, change: Callable[[Series], Series]) -> Series:
        """Apply a change; raises SeriesNotFound, or StoreError when it gives another key."""
        with self._shelves.lock:
            kept = self._shelves.living(key)
            if kept is None:
                raise SeriesNotFound(f"There is no series {key}.")
            changed = change(kept.series)
            if changed.key != key:
                raise StoreError(f"A change may not turn the series {key} into {changed.key}.")
            return self._keep(changed)

    def delete(self, key: SeriesKey) -> bool:
        """Hide a series and drop its live queue items."""
        with self._shelves.lock:
            kept = self._shelves.living(key)
            if kept is None:
                return False
            kept.removed = True
            items = self._shelves.items
            for item in list(items.values()):
                if item.key == key and item.state in LIVE:
                    del items[item.id]
            return True

    def restore(self, key: SeriesKey) -> bool:
        """List a removed series again."""
        with self._shelves.lock:
            kept = self._shelves.series.get(key)
            if kept is None or not kept.removed:
                return False
            if any(one.folder == kept.series.folder for one in self._living()):
                kept.series = evolve(kept.series, folder=None)
            kept.removed = False
            return True

    def missing(self, filter: MissingFilter) -> Iterator[SeriesMissing]:
        """List what is missing, as it is at the call."""
        with self._shelves.lock:
            found = [
                SeriesMissing(
                    key=series.key,
                    title=series.title,
                    folder=series.folder,
                    languages=series.languages,
                    missing=self._missing(series, filter),
                )
                for series in self._living()
                if (not filter.keys or series.key in filter.keys)
                and (filter.after is None or series.key > filter.after)
            ]
        return islice((one for one in found if one.missing), filter.limit)

    def replaceable(self, filter: ReplaceableFilter) -> Sequence[Replaceable]:
        """List what is on the disk in a later language."""
        with self._shelves.lock:
            found = [
                one
                for series in self._living()
                if not filter.keys or series.key in filter.keys
                for one in replaceable(
                    series,
                    self._shelves.files.get(series.folder or "", {}).values(),
                    self._items(series.key),
                    filter,
                )
            ]
        return [one for one in found if one.better or not filter.offered]

    def missing_counts(self, filter: MissingFilter) -> Mapping[str, int]:
        """Count what is missing by reason."""
        whole = evolve(filter, after=None, limit=None)
        return Counter(one.reason.value for found in self.missing(whole) for one in found.missing)

    def _living(self) -> list[Series]:
        return self._all(removed=False)

    def _all(self, *, removed: bool) -> list[Series]:
        kept = sorted(self._shelves.series.items())
        return [one.series for _, one in kept if one.removed is removed]

    def _name(self, series: Series) -> SeriesSummary:
        return evolve(self._summary(series), episodes=0, missing=0)

    def _keep(self, series: Series) -> Series:
        kept = self._shelves.series.get(series.key)
        episodes = {episode.id: episode for episode in series.episodes}
        added = series.added or (kept.series.added if kept else utc_now())
        series = evolve(
            series, added=added, episodes=tuple(episodes[one] for one in sorted(episodes))
        )
        number = kept.id if kept else len(self._shelves.series) + 1
        self._shelves.series[series.key] = KeptSeries(id=number, series=series)
        return series

    def _missing(self, series: Series, filter: MissingFilter) -> tuple[Missing, ...]:
        items = self._items(series.key)
        files = self._shelves.files.get(series.folder or "", {})
        missing = (
            explain(series, episode, items.get(episode.id), filter)
            for episode in absent(series, files.values())
        )
        return tuple(one for one in missing if not filter.reasons or one.reason in filter.reasons)

    def _items(self, key: SeriesKey) -> dict[EpisodeId, QueueItem]:
        items = self._shelves.items.values()
        return {item.episode: item for item in items if item.key == key}

    def _summary(self, series: Series) -> SeriesSummary:
        files = self._shelves.files.get(series.folder or "", {})
        fetchable = [
            episode
            for episode in absent(series, files.values())
            if series.monitored and not episode.ignored and not episode.upcoming
        ]
        return SeriesSummary(
            key=series.key,
            provider=series.provider,
            title=series.title,
            year=series.year,
            folder=series.folder,
            link=series.link,
            monitored=series.monitored,
            episodes=len(series.episodes),
            missing=len(fetchable),
        )


def _age(series: Series) -> SeriesAge:
    return SeriesAge(
        key=series.key,
        provider=series.provider,
        ref=series.ref,
        monitored=series.monitored,
        ended=series.ended,
        upcoming=any(episode.upcoming for episode in series.episodes),
        added=series.added or utc_now(),  # a kept series has it
        checked=series.checked,
        changed=series.changed,
    )


def _fits(series: Series, filter: SeriesFilter) -> bool:
    wanted = filter.text.casefold()
    texts = (series.key, series.title, *series.aliases)
    return (
        filter.provider in {None, series.provider}
        and filter.monitored in {None, series.monitored}
        and any(wanted in text.casefold() for text in texts)
    )
