"""Remembers what is wanted of a series; where that cannot be, the form comes back as it was filled in."""

from aniworld_core.entities import Language
from aniworld_core.errors import InvalidValue
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.series.showing import show
from aniworld_web.pages.series.wishes import typed

__all__ = ["PAGES", "wish"]


def wish(visit: Visit) -> Shown | Redirect:
    """Remember what is wanted of a series; no language at all means those of the library."""
    key = visit.path["key"]
    try:
        visit.site.library.catalog.configure(
            key,
            monitored=visit.form.text("monitored") == "1",
            languages=tuple(Language(text) for text in visit.form.all("language") if text),
            wait_days=_days(visit),
            replace={"1": True, "0": False}.get(visit.form.text("replace")),
        )
    except InvalidValue as error:
        return show(visit, typed(visit, error.message))
    return Redirect(visit.back_to(address("/series", key)), visit.gettext("Saved."))


def _days(visit: Visit) -> int | None:
    """Return how many days were filled in; nothing means those of the library."""
    if not visit.form.text("wait_days"):
        return None
    days = visit.form.number("wait_days")
    if days is None:
        raise InvalidValue(visit.gettext("Write the days as a whole number, such as 7."))
    return days


PAGES = (Page("POST", "/series/{key}/wishes", wish, templates=("series.html",)),)
