"""Which folder a series has: what is known, what it could be, and the word that settles it."""

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from heapq import nsmallest
from typing import TypeVar

from aniworld_core.entities import Series
from aniworld_core.titles import folder_title
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Redirect, Shown, Visit

__all__ = ["PAGES", "alike", "choose", "match", "rivals", "title_of"]

_OFFERED = 100
"""Folders to choose from, at most; the page of the folders lists all."""

_LIKELY = 500
"""How many of those with the same letters are compared letter by letter."""

_Named = TypeVar("_Named")


def rivals(visit: Visit, series: Series) -> Sequence[str]:
    """Return the folders that fit a series by name where that is unclear."""
    return visit.site.library.scanner.rivals().get(series.key, ())


def choose(visit: Visit) -> Shown:
    """Offer the folders that are nobody's yet."""
    library = visit.site.library
    series = library.catalog.get(visit.path["key"])
    fitting = rivals(visit, series)
    free = alike(series.title, library.scanner.unmatched(), title_of, _OFFERED)
    return Shown("series_folder.html", {"series": series, "folders": [*fitting, *free]})


def match(visit: Visit) -> Redirect:
    """Say that a folder is a series' own."""
    key = visit.path["key"]
    series = visit.site.library.scanner.match(visit.form.raw("folder"), key)
    text = visit.gettext(
        "%(folder)s is the folder of %(title)s.", folder=series.folder, title=series.title
    )
    return Redirect(visit.back_to(address("/series", key)), text)


def alike(
    title: str, found: Iterable[_Named], name: Callable[[_Named], str], most: int
) -> Sequence[_Named]:
    """Return those whose names resemble a title most, the best first."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(title.casefold())

    def best(found: Iterable[_Named], most: int, likeness: Callable[[], float]) -> Sequence[_Named]:
        def rank(one: _Named) -> tuple[float, str]:
            matcher.set_seq1(name(one).casefold())
            return -round(likeness(), 2), name(one)

        return nsmallest(most, found, rank)

    return best(best(found, _LIKELY, matcher.quick_ratio), most, matcher.ratio)


def title_of(folder: str) -> str:
    """Return the title that a folder's name tells."""
    return folder_title(folder.rpartition("/")[2]).title


PAGES = (
    Page("GET", "/series/{key}/folder", choose, templates=("series_folder.html",)),
    Page("POST", "/series/{key}/folder", match),
)
