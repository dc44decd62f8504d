"""The history of one series, newest first."""

from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Shown, Visit

__all__ = ["PAGES", "history"]

_AT_ONCE = 100


def history(visit: Visit) -> Shown:
    """Show a page of what was done about a series' episodes."""
    library = visit.site.library
    series = library.catalog.get(visit.path["key"])
    before = visit.query.number("before")
    found = library.store.history.page(series.key, before=before, limit=_AT_ONCE + 1)
    shown = found[:_AT_ONCE]
    here = address("/series", series.key, "history")
    context = {
        "series": series,
        "history": shown,
        "next": address(here, before=shown[-1][0]) if len(found) > _AT_ONCE else None,
        "first": here if before is not None else None,
    }
    return Shown("series_history.html", context)


PAGES = (Page("GET", "/series/{key}/history", history, templates=("series_history.html",)),)
