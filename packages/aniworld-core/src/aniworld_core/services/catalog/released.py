"""Which registered series have an episode that their sites tell of and the library has not heard of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from aniworld_core.entities import Release, ReleaseKind, Series, SeriesAge, SeriesKey
from aniworld_core.ports import ReleaseStore, SeriesStore

__all__ = ["news"]

_BACK = timedelta(days=30)
_DAY = timedelta(days=1)


def news(
    series: SeriesStore, releases: ReleaseStore, ages: Iterable[SeriesAge], now: datetime
) -> Mapping[SeriesKey, frozenset[int]]:
    """Return the seasons with episodes that sites told of since the series were last read."""
    read = {one.provider: one.read for one in releases.lists() if one.kind is ReleaseKind.NEW}
    places = {(age.provider, age.ref.casefold()): age for age in ages if age.monitored}
    told: dict[SeriesKey, list[Release]] = defaultdict(list)
    for one in releases.between((now - _BACK).date(), (now + _DAY).date()):
        age = places.get((one.provider, one.ref.casefold()))
        if age is not None and one.kind is ReleaseKind.NEW and _since(age, one, read):
            told[age.key].append(one)
    found = {key: _unknown(series.get(key), own) for key, own in told.items()}
    return {key: seasons for key, seasons in found.items() if seasons}


def _since(age: SeriesAge, release: Release, read: Mapping[str, datetime]) -> bool:
    """Tell whether a release may be younger than what is known; its day is the site's, not ours."""
    if age.checked is None or age.checked >= read[release.provider]:
        return False
    return release.day >= (age.checked - _DAY).date()


def _unknown(series: Series | None, releases: Iterable[Release]) -> frozenset[int]:
    if series is None:
        return frozenset()
    return frozenset(one.episode.season for one in releases if not _knows(series, one))


def _knows(series: Series, release: Release) -> bool:
    episode = series.episode(release.episode)
    if episode is None or episode.upcoming:
        return False
    return release.language is None or release.language in episode.languages
