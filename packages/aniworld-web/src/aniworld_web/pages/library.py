"""The library: every series with what it misses, as cards or as a table."""

from typing import Any

from aniworld_core.entities import HoldKind, SeriesFilter, SeriesKey
from aniworld_core.errors import InvalidKey
from aniworld_web.pages.addresses import address
from aniworld_web.pages.entering.steps import first_open
from aniworld_web.pages.page import Page, Shown, Visit
from aniworld_web.pages.queue.resting import held
from aniworld_web.pages.scanning import scan_context

__all__ = ["PAGES", "VIEW_COOKIE", "cursor", "library"]

VIEW_COOKIE = "aniworld_view"
_VIEWS = ("cards", "table")
_AT_ONCE = 60
_KINDS: dict[str, dict[str, bool]] = {
    "missing": {"has_missing": True},
    "complete": {"has_missing": False, "monitored": True},
    "unmonitored": {"monitored": False},
}


def library(visit: Visit) -> Shown:
    """Show a page of the library; how it was looked at last is remembered."""
    query, site = visit.query, visit.site
    asked = {
        "q": query.text("q")[:200],
        "provider": query.text("provider"),
        "show": query.text("show"),
    }
    filter = SeriesFilter(
        text=asked["q"], provider=asked["provider"] or None, **_KINDS.get(asked["show"], {})
    )
    found = site.library.catalog.page(filter, cursor(query.text("after")), _AT_ONCE + 1)
    shown = found[:_AT_ONCE]
    more = shown[-1].key if len(found) > _AT_ONCE else None
    filtered = any(asked.values())
    view, cookies = _view(visit)
    hold = held(visit)
    context: dict[str, Any] = {
        "series": shown,
        "asked": asked,
        "filtered": filtered,
        "providers": sorted(site.library.plugins.providers),
        "view": view,
        "next": None if more is None else address("/", **asked, after=more),
        "first": address("/", **asked) if query.text("after") else None,
        "open_step": first_open(site),
        "full": None if hold is None or hold.kind is not HoldKind.DISK else hold,
        **scan_context(visit),
    }
    return Shown("library.html", context, cookies=cookies)


def cursor(text: str) -> SeriesKey | None:
    """Return the key behind which a list goes on; what is none begins it."""
    try:
        return SeriesKey(text) if text else None
    except InvalidKey:
        return None


def _view(visit: Visit) -> tuple[str, dict[str, str]]:
    chosen = visit.query.text("view")
    if chosen in _VIEWS:
        return chosen, {VIEW_COOKIE: chosen}
    kept = visit.cookies.get(VIEW_COOKIE, "")
    return (kept if kept in _VIEWS else "cards"), {}


PAGES = (Page("GET", "/", library, templates=("library.html",)),)
