"""What is done with the whole queue: its switches, and what concerns all items of a list."""

from aniworld_core.errors import InvalidValue
from aniworld_web.pages.addresses import ours
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.queue.showing import GROUPS

__all__ = ["PAGES", "back", "confirm", "empty", "switch"]

_REMOVABLE = ("waiting", "failed", "done")
"""Lists that can be emptied at once; what runs is removed one by one."""


def switch(visit: Visit) -> Redirect:
    """Start, stop, pause or resume the queue, or try again all that failed."""
    site, to = visit.site, back(visit)
    queue = site.library.queue
    match visit.form.text("do"):
        case "start":
            site.duty.start()
        case "stop":
            site.runner.stop()
        case "pause":
            queue.pause()
        case "resume":
            queue.resume()
            site.runner.look()
        case "retry":
            count = queue.retry()
            return Redirect(
                to, visit.ngettext("Tried again: %(num)s", "Tried again: %(num)s", count)
            )
        case _:
            raise InvalidValue(visit.gettext("That button is unknown. Load the page again."))
    site.ready.forget()  # no event tells of a start or a stop
    site.hub.look()
    return Redirect(to)


def confirm(visit: Visit) -> Shown | Redirect:
    """Ask before a list is emptied."""
    kind = visit.query.text("show")
    counts = visit.site.library.queue.counts()
    count = sum(counts.get(state, 0) for state in GROUPS.get(kind, ()))
    if kind not in _REMOVABLE or not count:
        return Redirect("/queue", visit.gettext("There is nothing to remove."), "info")
    return Shown("queue_empty.html", {"kind": kind, "count": count})


def empty(visit: Visit) -> Redirect:
    """Take all items of a list off the queue; what is done needs no question before."""
    site, kind = visit.site, visit.form.text("show")
    if kind not in _REMOVABLE:
        raise InvalidValue(visit.gettext("That button is unknown. Load the page again."))
    count = sum(site.library.queue.clear(state) for state in GROUPS[kind])
    site.ready.forget()  # no event tells of it
    text = visit.ngettext(
        "%(num)s item was taken off the queue.", "%(num)s items were taken off the queue.", count
    )
    return Redirect("/queue", text)


def back(visit: Visit) -> str:
    """Return the page of the queue where the button was pressed."""
    given = ours(visit.form.text("back")) or ""
    return given if given == "/queue" or given.startswith("/queue?") else "/queue"


PAGES = (
    Page("POST", "/queue", switch),
    Page("GET", "/queue/empty", confirm, templates=("queue_empty.html",)),
    Page("POST", "/queue/empty", empty),
)
