"""Who works on the store: every process, what it does, and how it is asked to end."""

from aniworld_core.entities import WorkerOrder
from aniworld_core.errors import InvalidValue, NotFound
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.rest.workers import WorkerShown, worker_shown

__all__ = ["PAGES", "ask", "order", "show"]

_PLACE = "/system/workers"


def show(visit: Visit) -> Shown:
    """Show all processes."""
    site = visit.site
    found = [worker_shown(site, one) for one in site.library.workers.all()]
    own = next((one.root for one in found if one.is_this), None)
    return Shown("system_workers.html", {"tab": "workers", "workers": found, "own_root": own})


def ask(visit: Visit) -> Shown | Redirect:
    """Ask before a process is told to end."""
    found, chosen = _alive(visit, visit.query.text("name")), _order(visit, visit.query.text("do"))
    if found is None:
        return _ended(visit)
    return Shown("system_workers_ask.html", {"one": found, "do": chosen.value})


def order(visit: Visit) -> Redirect:
    """Tell a process to end."""
    name, chosen = visit.form.text("name"), _order(visit, visit.form.text("do"))
    try:
        asked = visit.site.library.workers.ask(name, chosen).process
    except NotFound:
        return _ended(visit)
    if chosen is WorkerOrder.DRAIN:
        text = visit.gettext(
            "%(host)s finishes its downloads and begins nothing more.", host=asked.host
        )
    else:
        text = visit.gettext(
            "%(host)s puts its downloads back and begins nothing more.", host=asked.host
        )
    return Redirect(_PLACE, text)


def _alive(visit: Visit, name: str) -> WorkerShown | None:
    site = visit.site
    found = (one for one in site.library.workers.all() if one.alive and one.process.name == name)
    return next((worker_shown(site, one) for one in found), None)


def _order(visit: Visit, text: str) -> WorkerOrder:
    try:
        return WorkerOrder(text)
    except ValueError as error:
        told = visit.gettext("That button is unknown. Load the page again.")
        raise InvalidValue(told) from error


def _ended(visit: Visit) -> Redirect:
    return Redirect(_PLACE, visit.gettext("That process has ended meanwhile."), "info")


PAGES = (
    Page("GET", _PLACE, show, templates=("system_workers.html",)),
    Page("POST", _PLACE, order),
    Page("GET", f"{_PLACE}/ask", ask, templates=("system_workers_ask.html",)),
)
