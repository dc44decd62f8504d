"""The first step: the password is chosen, and who chose it is signed in."""

from aniworld_core.errors import AlreadyThere, InvalidValue
from aniworld_web.auth.passwords import MIN_CHARACTERS, is_too_short
from aniworld_web.auth.places import is_this_machine
from aniworld_web.pages.entering.signing import signed_in
from aniworld_web.pages.entering.steps import FOLDER, PASSWORD, steps_context
from aniworld_web.pages.page import Page, Redirect, Shown, Visit

__all__ = ["PAGES", "ask", "choose", "password_problem"]


def ask(visit: Visit) -> Shown | Redirect:
    """Ask for the first password; once there is one, nobody can choose it here any more."""
    if visit.site.access.configured():
        return Redirect("/login")
    return _shown(visit)


def choose(visit: Visit) -> Shown | Redirect:
    """Set the first password."""
    site = visit.site
    if site.access.configured():
        return _too_late(visit)
    password = visit.form.raw("password")
    if password != visit.form.raw("again"):
        return _shown(visit, visit.gettext("The two are not the same. Type the password again."))
    try:
        begun = site.access.set_up(password)
    except AlreadyThere:
        return _too_late(visit)
    except InvalidValue:
        return _shown(visit, password_problem(visit, password))
    if site.settings is None:
        text = visit.gettext(
            "That was all: folder and sites are set by the program that this is part of."
        )
        return signed_in(visit, begun, "/", text)
    return signed_in(visit, begun, FOLDER)


def password_problem(visit: Visit, password: str) -> str:
    """Return what is wrong with a password that was refused as a new one."""
    if is_too_short(password):
        return visit.ngettext(
            "The password is too short; it needs at least %(num)s character.",
            "The password is too short; it needs at least %(num)s characters.",
            MIN_CHARACTERS,
        )
    return visit.gettext("The password is too long.")


def _shown(visit: Visit, problem: str = "") -> Shown:
    context = {
        "problem": problem,
        "shortest": MIN_CHARACTERS,
        "alone": is_this_machine(visit.site.config.host),
        **steps_context(visit, PASSWORD),
    }
    return Shown("setup_password.html", context, 422 if problem else 200)


def _too_late(visit: Visit) -> Redirect:
    return Redirect("/login", visit.gettext("There is a password already. Sign in with it."), "bad")


PAGES = (
    Page("GET", PASSWORD, ask, scope=None, templates=("setup_password.html",)),
    Page("POST", PASSWORD, choose, scope=None, templates=("setup_password.html",)),
)
