"""What every template is given, and series made ready for one; a series is always found by its key."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve

from aniworld_core.entities import Series, SeriesSummary
from aniworld_web.pages.addresses import static, urls
from aniworld_web.pages.notes import COOKIE, read
from aniworld_web.pages.page import Visit
from aniworld_web.pages.texts import LANGUAGES

__all__ = ["base_context", "filter_missing", "find_by_key", "prepare_series", "sort_series"]


def base_context(visit: Visit) -> Mapping[str, Any]:
    """Return what ``base.html`` and the macros need."""
    return {
        "texts": visit.texts,
        "language": visit.texts.language,
        "languages": LANGUAGES,
        "url": urls(visit.prefix),
        "static": static(visit.prefix),
        "here": visit.here,
        "signed_in": visit.caller is not None,
        "epoch": visit.site.hub.feed.epoch,
        "seq": visit.seq,
        "note": read(visit.cookies.get(COOKIE, "")),
    }


def prepare_series(series: Series) -> Series:
    """Return a series with its episodes in order: seasons first, films and specials (0) last."""
    ordered = sorted(series.episodes, key=lambda one: (one.id.season == 0, one.id))
    return evolve(series, episodes=tuple(ordered))


def sort_series(series: Iterable[SeriesSummary]) -> Sequence[SeriesSummary]:
    """Return series in the order of their titles, as a person would look for them."""
    return sorted(series, key=lambda one: (one.title.casefold(), one.key))


def find_by_key(series: Iterable[SeriesSummary], key: str) -> SeriesSummary | None:
    """Return the series with this key, or None."""
    return next((one for one in series if one.key == key), None)


def filter_missing(series: Iterable[SeriesSummary]) -> Sequence[SeriesSummary]:
    """Return the series of which episodes are missing that could be fetched."""
    return [one for one in series if one.missing]
