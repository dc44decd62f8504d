"""Who is let in: the password, and the sessions that it opened."""

import math
from http import HTTPStatus
from typing import Any

from aniworld_core.clock import utc_now
from aniworld_core.errors import InvalidValue, NotSignedIn, TooManyAttempts
from aniworld_web.auth.api_keys import MAX_DAYS, NewKey
from aniworld_web.auth.passwords import MIN_CHARACTERS
from aniworld_web.pages.entering.password import password_problem
from aniworld_web.pages.entering.signing import signed_in
from aniworld_web.pages.page import Page, Redirect, Shown, Visit

__all__ = ["PAGES", "PLACE", "access_shown", "change_password", "leave_everywhere", "show"]

PLACE = "/settings/access"
_FIELDS = ("old", "new", "again", "name", "days")


def show(visit: Visit) -> Shown:
    """Show what lets people and programs in."""
    return access_shown(visit)


def access_shown(
    visit: Visit,
    status: int = HTTPStatus.OK,
    *,
    problems: dict[str, str] | None = None,
    made: NewKey | None = None,
) -> Shown:
    """Return the page, with what is wrong by the names of fields, or with a key that was just made."""
    context: dict[str, Any] = {
        "tab": "access",
        "keys": visit.site.access.keys.all(),
        "now": utc_now(),
        "made": made,
        "problems": {**dict.fromkeys(_FIELDS, ""), **(problems or {})},
        "typed": visit.form,
        "shortest": MIN_CHARACTERS,
        "longest_days": MAX_DAYS,
    }
    return Shown("settings_access.html", context, status)


def change_password(visit: Visit) -> Shown | Redirect:
    """Replace the password; every session ends, but this browser stays signed in."""
    form = visit.form
    new = form.raw("new")
    if new != form.raw("again"):
        text = visit.gettext("The two are not the same. Type the password again.")
        return access_shown(visit, 422, problems={"again": text})
    try:
        begun = visit.site.access.change_password(form.raw("old"), new, visit.address)
    except NotSignedIn:
        text = visit.gettext("That is not the password.")
        return access_shown(visit, HTTPStatus.FORBIDDEN, problems={"old": text})
    except TooManyAttempts as error:
        minutes = math.ceil(error.retry_after.total_seconds() / 60)
        text = visit.ngettext(
            "Too many wrong passwords. Wait %(num)s minute, then try again.",
            "Too many wrong passwords. Wait %(num)s minutes, then try again.",
            minutes,
        )
        return access_shown(visit, HTTPStatus.TOO_MANY_REQUESTS, problems={"old": text})
    except InvalidValue:
        return access_shown(visit, 422, problems={"new": password_problem(visit, new)})
    text = visit.gettext("The password was changed. Every other device has to sign in again.")
    return signed_in(visit, begun, PLACE, text)


def leave_everywhere(visit: Visit) -> Redirect:
    """End every session, this one too."""
    visit.site.access.sign_out_everywhere()
    return Redirect("/login", visit.gettext("Every device is signed out."))


PAGES = (
    Page("GET", PLACE, show, templates=("settings_access.html",)),
    Page("POST", PLACE + "/password", change_password, templates=("settings_access.html",)),
    Page("POST", PLACE + "/leave", leave_everywhere),
)
