"""Signing in with the password, and out again."""

import math
from http import HTTPStatus

from aniworld_core.errors import NotSignedIn, TooManyAttempts
from aniworld_web.auth.access import SignedIn
from aniworld_web.auth.cookies import ended, kept
from aniworld_web.pages.addresses import ours
from aniworld_web.pages.entering.steps import first_open
from aniworld_web.pages.page import Page, Redirect, Shown, Visit

__all__ = ["PAGES", "door", "sign_in", "sign_out", "signed_in"]

_SOON = 120
"""Seconds up to which a wait is told in seconds."""


def door(visit: Visit) -> Shown | Redirect:
    """Ask for the password; who is in already, or has none yet, is sent on."""
    wanted = ours(visit.query.text("next")) or "/"
    if visit.caller is not None and visit.caller.session is not None:
        return Redirect(wanted)
    if not visit.site.access.configured():
        return Redirect("/setup")
    return _shown(wanted)


def sign_in(visit: Visit) -> Shown | Redirect:
    """Let in who knows the password, and lead to the page that they wanted to see."""
    access, wanted = visit.site.access, ours(visit.form.text("next")) or "/"
    if not access.configured():
        return Redirect("/setup")
    try:
        begun = access.sign_in(visit.form.raw("password"), visit.address)
    except NotSignedIn:
        return _shown(wanted, visit.gettext("That is not the password."))
    except TooManyAttempts as error:
        return _shown(wanted, _wait(visit, error.retry_after.total_seconds()), error)
    return signed_in(visit, begun, wanted if wanted != "/" else first_open(visit.site) or "/")


def sign_out(visit: Visit) -> Redirect:
    """End the session; who has none any more ends at the same place."""
    if visit.caller is not None and visit.caller.session is not None:
        visit.site.access.sign_out(visit.caller.session)
    cookie = ended(origin=visit.origin, prefix=visit.prefix)
    text = visit.gettext("You are signed out.")
    return Redirect("/login", text, headers=(("set-cookie", cookie),))


def signed_in(visit: Visit, begun: SignedIn, to: str, message: str = "") -> Redirect:
    """Lead on with the cookie of a session that was just begun."""
    cookie = kept(begun, origin=visit.origin, prefix=visit.prefix)
    return Redirect(to, message, headers=(("set-cookie", cookie),))


def _shown(wanted: str, problem: str = "", waiting: TooManyAttempts | None = None) -> Shown:
    status = HTTPStatus.OK
    if problem:
        status = HTTPStatus.UNAUTHORIZED
    headers: tuple[tuple[str, str], ...] = ()
    if waiting is not None:
        status = HTTPStatus.TOO_MANY_REQUESTS
        headers = (("retry-after", str(math.ceil(waiting.retry_after.total_seconds()))),)
    context = {"next": wanted if wanted != "/" else "", "problem": problem}
    return Shown("login.html", context, status, headers=headers)


def _wait(visit: Visit, seconds: float) -> str:
    if seconds <= _SOON:
        return visit.ngettext(
            "Too many wrong passwords. Wait %(num)s second, then try again.",
            "Too many wrong passwords. Wait %(num)s seconds, then try again.",
            math.ceil(seconds),
        )
    return visit.ngettext(
        "Too many wrong passwords. Wait %(num)s minute, then try again.",
        "Too many wrong passwords. Wait %(num)s minutes, then try again.",
        math.ceil(seconds / 60),
    )


PAGES = (
    Page("GET", "/login", door, scope=None, templates=("login.html",)),
    Page("POST", "/login", sign_in, scope=None, templates=("login.html",)),
    Page("POST", "/logout", sign_out, scope=None),
)
