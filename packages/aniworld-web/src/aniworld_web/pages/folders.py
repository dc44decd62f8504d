"""Folders whose series is not known or not certain, and the way to settle it."""

from collections.abc import Mapping, Sequence
from typing import Any

from aniworld_core.entities import SeriesFilter, SeriesSummary
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.series.identity import alike, title_of

__all__ = ["PAGES", "choose", "folders", "match", "unclear"]

_AT_ONCE = 50
_CANDIDATES = 8


def folders(visit: Visit) -> Shown:
    """List the folders that a person should look at."""
    scanner = visit.site.library.scanner
    after = visit.query.text("after")
    found = [name for name in scanner.unmatched() if name > after]
    shown = found[:_AT_ONCE]
    context = {
        "ambiguous": () if after else scanner.ambiguous()[:_AT_ONCE],
        "unmatched": [(name, title_of(name)) for name in shown],
        "next": address("/folders", after=shown[-1]) if len(found) > _AT_ONCE else None,
        "first": "/folders" if after else None,
    }
    return Shown("folders.html", context)


def unclear(visit: Visit) -> Shown:
    """Tell how many folders a person should look at."""
    scanner = visit.site.library.scanner
    count = len(scanner.unmatched()) + len(scanner.ambiguous())
    return Shown("folders_unclear.html", {"count": count})


def choose(visit: Visit) -> Shown:
    """Offer the series that one folder could belong to."""
    folder = visit.query.raw("folder")
    words = visit.query.text("q")
    context: Mapping[str, Any] = {
        "folder": folder,
        "title": title_of(folder),
        "q": words,
        "series": _candidates(visit, words, folder),
    }
    return Shown("folder.html", context)


def match(visit: Visit) -> Redirect:
    """Say which series a folder belongs to."""
    form = visit.form
    series = visit.site.library.scanner.match(form.raw("folder"), form.text("key"))
    text = visit.gettext(
        "%(folder)s is the folder of %(title)s.", folder=series.folder, title=series.title
    )
    return Redirect("/folders", text)


def _candidates(visit: Visit, words: str, folder: str) -> Sequence[SeriesSummary]:
    """Return the series that fit some words; without any, those without a folder come first.

    In each group the titles that resemble the folder's most are first.
    """
    series = visit.site.library.store.series
    if words:
        return series.page(SeriesFilter(text=words[:200]), None, _CANDIDATES)
    everyone = series.names()
    homeless = [one for one in everyone if one.folder is None]
    others = [one for one in everyone if one.folder is not None]
    title = title_of(folder)
    found = [alike(title, group, _title, _CANDIDATES) for group in (homeless, others)]
    return [one for group in found for one in group][:_CANDIDATES]


def _title(series: SeriesSummary) -> str:
    return series.title


PAGES = (
    Page("GET", "/folders", folders, templates=("folders.html",)),
    Page("GET", "/folders/unclear", unclear, templates=("folders_unclear.html",)),
    Page("GET", "/folders/choose", choose, templates=("folder.html",)),
    Page("POST", "/folders", match),
)
