"""API keys: made, shown this once, and removed."""

from datetime import timedelta
from http import HTTPStatus

from aniworld_core.clock import utc_now
from aniworld_core.entities import Scope
from aniworld_core.errors import AlreadyThere, InvalidValue, NotFound
from aniworld_web.auth.api_keys import MAX_DAYS
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.settings.people import PLACE, access_shown

__all__ = ["PAGES", "confirm", "make", "remove"]


def make(visit: Visit) -> Shown:
    """Make a key and show it, which is never done again."""
    form = visit.form
    days = form.number("days")
    if form.text("days") and (days is None or not 1 <= days <= MAX_DAYS):
        text = visit.gettext(
            "A number of days from 1 to %(most)s, or nothing.", most=visit.texts.number(MAX_DAYS)
        )
        return access_shown(visit, 422, problems={"days": text})
    try:
        made = visit.site.access.keys.add(
            form.text("name"),
            scope=Scope.WRITE if form.text("scope") == "write" else Scope.READ,
            expires=None if days is None else utc_now() + timedelta(days=days),
        )
    except AlreadyThere:
        text = visit.gettext("There is a key of this name already.")
        return access_shown(visit, HTTPStatus.CONFLICT, problems={"name": text})
    except InvalidValue:
        text = visit.gettext("Name what it is for, in at most 100 letters, digits and signs.")
        return access_shown(visit, 422, problems={"name": text})
    return access_shown(visit, HTTPStatus.CREATED, made=made)


def confirm(visit: Visit) -> Shown:
    """Ask before a key is removed."""
    return Shown("settings_key.html", {"key": visit.site.access.keys.get(visit.path["id"])})


def remove(visit: Visit) -> Redirect:
    """Erase a key: its program is let in no more."""
    try:
        visit.site.access.remove_key(visit.path["id"])
    except NotFound:
        return Redirect(PLACE, visit.gettext("It was removed already."), "info")
    return Redirect(PLACE, visit.gettext("The key was removed. It lets nobody in any more."))


PAGES = (
    Page("POST", PLACE + "/keys", make, templates=("settings_access.html",)),
    Page("GET", PLACE + "/keys/{id}", confirm, templates=("settings_key.html",)),
    Page("POST", PLACE + "/keys/{id}", remove),
)
