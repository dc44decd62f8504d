"""Joins what sites tell of with the registered series and the disk."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from attrs import evolve

from aniworld_core.entities import (
    EpisodeId,
    MissingFilter,
    Reason,
    Release,
    ReleaseKind,
    Series,
    SeriesKey,
)
from aniworld_core.ports import SeriesStore
from aniworld_core.services.upcoming.results import Upcoming

__all__ = ["announced", "dated"]

_LAST = datetime.max.replace(tzinfo=UTC)


def dated(series: SeriesStore, releases: Iterable[Release], *, mine: bool) -> Sequence[Upcoming]:
    """Return the releases, each once, in order; ``mine`` leaves out series that are not monitored.

    What has come is left out of what is coming.
    """
    keys = {
        (age.provider, age.ref.casefold()): age.key
        for age in series.ages()
        if age.monitored or not mine
    }
    found: dict[tuple[object, ...], Upcoming] = {}
    for one in releases:
        key = keys.get((one.provider, one.ref.casefold()))
        if key is not None or not mine:
            name = (one.provider, one.ref.casefold(), one.episode, one.language)
            if name not in found or one.kind is ReleaseKind.NEW:
                found[name] = _entry(one, key)
    disk = _Disk(series, {one.key for one in found.values() if one.key is not None})
    return sorted((disk.seen(one) for one in found.values()), key=_place)


def announced(series: SeriesStore, known: Iterable[Upcoming]) -> Iterator[Upcoming]:
    """List the announced episodes of monitored series of which ``known`` names no day."""
    told = {(one.key, one.episode) for one in known}
    for one in series.missing(MissingFilter(languages=(), reasons=(Reason.UPCOMING,))):
        stored = series.get(one.key)
        if stored is None or not stored.monitored:
            continue
        for lack in one.missing:
            if (one.key, lack.episode) not in told:
                yield _without_day(stored, lack.episode)


class _Disk:
    """Knows what some series have on the disk."""

    def __init__(self, series: SeriesStore, keys: Iterable[SeriesKey]) -> None:
        chosen = tuple(sorted(keys))
        missing = series.missing(MissingFilter(languages=(), keys=chosen)) if chosen else ()
        self._missing = {one.key: {lack.episode for lack in one.missing} for one in missing}
        self._series = {key: found for key in chosen if (found := series.get(key)) is not None}

    def seen(self, one: Upcoming) -> Upcoming:
        """Return an entry with the title that its series has here, and whether its episode is there."""
        series = None if one.key is None else self._series.get(one.key)
        if series is None:
            return one
        listed = series.episode(one.episode) is not None
        there = listed and one.episode not in self._missing.get(series.key, ())
        return evolve(one, title=series.title, on_disk=there)


def _entry(one: Release, key: SeriesKey | None) -> Upcoming:
    return Upcoming(
        key=key,
        provider=one.provider,
        ref=one.ref,
        title=one.title,
        kind=one.kind,
        episode=one.episode,
        day=one.day,
        at=one.at,
        language=one.language,
        link=one.link,
    )


def _without_day(series: Series, episode: EpisodeId) -> Upcoming:
    return Upcoming(
        key=series.key,
        provider=series.provider,
        ref=series.ref,
        title=series.title,
        kind=ReleaseKind.COMING,
        episode=episode,
        day=None,
        link=series.link,
    )


def _place(one: Upcoming) -> tuple[Any, ...]:
    day, at = one.day or date.max, one.at or _LAST
    return day, at, one.title.casefold(), one.provider, one.ref, one.episode, one.language or ""
