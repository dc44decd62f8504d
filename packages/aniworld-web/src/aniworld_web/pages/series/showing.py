"""The page of one series: a season at a time, each episode with where it stands and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from aniworld_core.entities import (
    Episode,
    EpisodeId,
    Language,
    Missing,
    Reason,
    Replaceable,
    Series,
)
from aniworld_core.errors import SeriesNotFound
from aniworld_web.pages.addresses import address
from aniworld_web.pages.helpers import find_by_key, prepare_series
from aniworld_web.pages.page import Page, Shown, Visit
from aniworld_web.pages.queue.resting import held
from aniworld_web.pages.series.identity import rivals
from aniworld_web.pages.series.wishes import Wishes, wishes_context
from aniworld_web.pages.wording import Wording, reason_wordings, season_name
from aniworld_web.rest.anime.detail import files_by_episode

__all__ = ["PAGES", "EpisodeRow", "SeasonTab", "show"]

_AT_ONCE = 200
"""Episodes of a season that one page shows."""

_ENTRIES = 6


@frozen(kw_only=True)
class EpisodeRow:
    """An episode as it is listed; ``missing`` is None when it is on the disk, in the language ``has``.

    ``upgrade`` tells that it is to be replaced by one in a better language.
    """

    episode: Episode
    missing: Missing | None
    has: Sequence[Language]
    upgrade: Replaceable | None


@frozen(kw_only=True)
class SeasonTab:
    """A season to choose, and how many of its episodes could be fetched."""

    number: int
    name: str
    episodes: int
    missing: int


def show(visit: Visit, wishes: Wishes | None = None) -> Shown:
    """Show a series, or that it was removed and can come back; ``wishes`` are a form that is not right."""
    key, library = visit.path["key"], visit.site.library
    try:
        series = prepare_series(library.catalog.get(key))
    except SeriesNotFound:
        removed = find_by_key(library.catalog.removed(), key)
        if removed is None:
            raise
        return Shown("series_gone.html", {"series": removed}, 404)
    missing = {one.episode: one for found in library.missing.find(key) for one in found.missing}
    tabs = _tabs(visit, series, missing)
    season = _chosen(visit.query.number("season"), tabs)
    there = len(series.episodes) - len(missing)
    context = {
        "series": series,
        # What has files has a folder; for all others it takes a look at every folder.
        "rivals": () if there else rivals(visit, series),
        "tabs": tabs,
        "season": season,
        "wordings": _wordings(visit),
        "fetchable": sum(one.reason is Reason.NOT_DOWNLOADED for one in missing.values()),
        "there": there,
        "history": library.store.history.page(series.key, limit=_ENTRIES),
        **_rows(visit, series, season, missing),
        **wishes_context(visit, series, wishes),
    }
    return Shown("series.html", context, 200 if wishes is None else 422)


def _wordings(visit: Visit) -> Mapping[Reason, Wording]:
    """Return the wording of every reason; what is queued waits while all downloads are held."""
    found, hold = dict(reason_wordings(visit.texts)), held(visit)
    if hold is not None:
        advice = " ".join([visit.gettext("It waits with all downloads."), hold.text])
        found[Reason.QUEUED] = evolve(found[Reason.QUEUED], advice=advice, tone="warn")
    return found


def _tabs(
    visit: Visit, series: Series, missing: Mapping[EpisodeId, Missing]
) -> Sequence[SeasonTab]:
    episodes = Counter(one.id.season for one in series.episodes)
    fetchable = Counter(
        id.season for id, one in missing.items() if one.reason is Reason.NOT_DOWNLOADED
    )
    return [
        SeasonTab(
            number=number,
            name=season_name(visit.texts, number),
            episodes=count,
            missing=fetchable[number],
        )
        for number, count in episodes.items()
    ]


def _chosen(wanted: int | None, tabs: Sequence[SeasonTab]) -> SeasonTab | None:
    """Return the season asked for, else the first that misses something, else the first."""
    asked = next((tab for tab in tabs if tab.number == wanted), None)
    incomplete = next((tab for tab in tabs if tab.missing), None)
    return asked or incomplete or next(iter(tabs), None)


def _rows(
    visit: Visit, series: Series, season: SeasonTab | None, missing: Mapping[EpisodeId, Missing]
) -> Mapping[str, Any]:
    number = -1 if season is None else season.number
    after = visit.query.number("after", 0) or 0
    found = [one for one in series.episodes if one.id.season == number and one.id.number > after]
    library = visit.site.library
    files = files_by_episode(series, library.store.files.of(series.key))
    upgrades = {one.episode: one for one in library.missing.replaceable(series.key)}
    rows = [
        EpisodeRow(
            episode=one,
            missing=missing.get(one.id),
            has=tuple({file.language: None for file in files.get(one.id, ()) if file.language}),
            upgrade=upgrades.get(one.id),
        )
        for one in found[:_AT_ONCE]
    ]
    here = ("/series", series.key)
    last = rows[-1].episode.id.number if len(found) > _AT_ONCE else None
    return {
        "rows": rows,
        "next": None if last is None else address(*here, season=str(number), after=last),
        "first": address(*here, season=str(number)) if after else None,
    }


PAGES = (Page("GET", "/series/{key}", show, templates=("series.html", "series_gone.html")),)
