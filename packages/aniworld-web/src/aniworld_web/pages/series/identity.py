"""Which folder a series has: what is known, what it could be, and the word that settles it."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from aniworld_core.entities import Series
from aniworld_core.services.scanner.titles import folder_title
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Redirect, Shown, Visit

__all__ = ["PAGES", "alike", "choose", "match", "rivals"]

_OFFERED = 100
"""Folders to choose from, at most; the page of the folders lists all."""


def rivals(visit: Visit, series: Series) -> Sequence[str]:
    """Return the folders that fit a series by name where that is unclear."""
    return visit.site.library.scanner.rivals().get(series.key, ())


def choose(visit: Visit) -> Shown:
    """Offer the folders that are nobody's yet."""
    library = visit.site.library
    series = library.catalog.get(visit.path["key"])
    fitting = rivals(visit, series)
    free = alike(series.title, library.scanner.unmatched())
    return Shown("series_folder.html", {"series": series, "folders": [*fitting, *free][:_OFFERED]})


def match(visit: Visit) -> Redirect:
    """Say that a folder is a series' own."""
    key = visit.path["key"]
    series = visit.site.library.scanner.match(visit.form.raw("folder"), key)
    text = visit.gettext(
        "%(folder)s is the folder of %(title)s.", folder=series.folder, title=series.title
    )
    return Redirect(address("/series", key), text)


def alike(title: str, names: Sequence[str]) -> Sequence[str]:
    """Return names in the order of how much they resemble a title."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(title.casefold())

    def rank(name: str) -> tuple[float, str]:
        matcher.set_seq1(folder_title(name.rpartition("/")[2]).title.casefold())
        return -round(matcher.ratio(), 2), name

    return sorted(names[:1000], key=rank)


PAGES = (
    Page("GET", "/series/{key}/folder", choose, templates=("series_folder.html",)),
    Page("POST", "/series/{key}/folder", match),
)
