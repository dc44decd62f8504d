"""The tail of the log, the newest first."""

import logging

from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Shown, Visit

__all__ = ["PAGES", "show"]

_LEVELS = ("debug", "info", "warning", "error")
_AT_ONCE = 100
_KEPT = 1_000_000
"""More entries than the tail keeps."""


def show(visit: Visit) -> Shown:
    """Show a page of the log: entries of at least a level, those before the one numbered ``before``."""
    query = visit.query
    level = query.text("level") if query.text("level") in _LEVELS else "info"
    before = query.number("before")
    severity = logging.getLevelNamesMapping()[level.upper()]
    found = visit.site.logs.entries(severity=severity, limit=_KEPT)
    older = [one for one in reversed(found) if before is None or one.seq < before]
    shown = older[:_AT_ONCE]
    more = shown[-1].seq if len(older) > _AT_ONCE else None
    context = {
        "tab": "logs",
        "entries": shown,
        "level": level,
        "levels": _names(visit),
        "next": None if more is None else address("/system/logs", level=level, before=more),
        "first": None if before is None else address("/system/logs", level=level),
    }
    return Shown("system_logs.html", context)


def _names(visit: Visit) -> dict[str, str]:
    _ = visit.gettext
    words = (_("Everything"), _("Information and worse"), _("Warnings and worse"), _("Errors only"))
    return dict(zip(_LEVELS, words, strict=True))


PAGES = (Page("GET", "/system/logs", show, templates=("system_logs.html",)),)
