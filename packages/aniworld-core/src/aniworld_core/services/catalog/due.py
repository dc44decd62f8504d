"""Which series are read again, when and in which order, and which of their seasons: rules without I/O."""

import zlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from aniworld_core.entities import Language, Series, SeriesAge, SeriesKey

__all__ = ["due", "interval", "seasons"]

_DAILY = timedelta(hours=20)
"""A little less than a day, so that who scans at the same hour every day finds them due."""

_WEEKLY = timedelta(days=7)
_MONTHLY = timedelta(days=30)

_RUNNING = timedelta(days=60)
"""How long a series counts as running after its last new or different episode."""

_MOVING = timedelta(days=90)
"""How long after an addition or a change further languages are looked for in older seasons."""

_LONG = timedelta(days=180)
"""How long after its last change an ended series is left alone for a month at a time."""


def due(
    ages: Iterable[SeriesAge], named: Collection[SeriesKey], now: datetime
) -> Sequence[SeriesKey]:
    """List the monitored series to be read again now, in the order in which that is most useful.

    First those that were never read, then those that are ``named`` as having something new or are running,
    then the others, each from the longest not read on. What is named is due whenever it was read.
    """
    wanted = [
        age
        for age in ages
        if age.monitored
        and (age.checked is None or age.key in named or now - age.checked >= interval(age, now))
    ]

    def place(age: SeriesAge) -> tuple[bool, bool, datetime, SeriesKey]:
        slow = age.key not in named and not _running(age, now)
        return age.checked is not None, slow, age.checked or age.added, age.key

    return [age.key for age in sorted(wanted, key=place)]


def interval(age: SeriesAge, now: datetime) -> timedelta:
    """Return how long a series is left alone after it was read: about a day, a week or a month.

    The longer ones are shortened by up to a quarter, differently for each key, so that series that were
    registered together are not all read on one day for ever.
    """
    if _running(age, now):
        return _DAILY
    rarely = age.ended is True and not _within(_LONG, age.changed, now)
    longest = _MONTHLY if rarely else _WEEKLY
    return longest - longest / 4 * _share(age.key)


def seasons(
    series: Series, *, wanted: Sequence[Language], named: Collection[int], now: datetime
) -> frozenset[int]:
    """Return the known seasons in which something can have changed; empty only where none is known.

    Those are the last one, ``named`` ones, and ones with announced episodes; while the series moves also
    ones where an episode lacks the first ``wanted`` language. Films and specials (0) are looked at once a
    week, and everything once a month.
    """
    known = frozenset(episode.id.season for episode in series.episodes)
    if not known or series.checked is None or _crossed(_MONTHLY, series, now):
        return known
    chosen = {max(known)}
    moving = _within(_MOVING, series.changed, now) or _within(_MOVING, series.added, now)
    for episode in series.episodes:
        lacks = wanted and wanted[0] not in episode.languages and not episode.ignored
        if episode.upcoming or (moving and lacks):
            chosen.add(episode.id.season)
    if len(known) > 1:
        chosen.discard(0)
    if _crossed(_WEEKLY, series, now):
        chosen.add(0)
    return known & frozenset({*chosen, *named})


def _running(age: SeriesAge, now: datetime) -> bool:
    return age.upcoming or age.ended is False or _within(_RUNNING, age.changed, now)


def _within(time: timedelta, moment: datetime | None, now: datetime) -> bool:
    return moment is not None and now - moment < time


def _crossed(period: timedelta, series: Series, now: datetime) -> bool:
    """Tell whether a new period began since the last reading; for each series at another time."""
    if series.checked is None:
        return True
    shift = period * _share(series.key)
    first, second = (
        (moment.timestamp() + shift.total_seconds()) // period.total_seconds()
        for moment in (series.checked, now)
    )
    return first != second


def _share(key: SeriesKey) -> float:
    """Return a number from 0 to 1 that is always the same for a key and spread evenly over keys."""
    return zlib.crc32(key.encode()) / 0xFFFFFFFF
