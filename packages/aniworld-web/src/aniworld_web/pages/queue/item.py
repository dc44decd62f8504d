"""What is done with one item of the queue: paused, tried again, moved, removed."""

from aniworld_core.errors import InvalidValue, ItemNotFound, NotPossible
from aniworld_web.pages.page import Page, Redirect, Visit
from aniworld_web.pages.queue.showing import WAITING
from aniworld_web.pages.queue.switching import back

__all__ = ["PAGES", "change"]


def change(visit: Visit) -> Redirect:
    """Do with an item what the pressed button says."""
    id, do = _id(visit), visit.form.text("do")
    queue = visit.site.library.queue
    message = ""
    if do in _MOVES:
        _MOVES[do](visit, id)
    elif do == "remove":
        queue.remove(id)
        message = visit.gettext("It was taken off the queue.")
    elif do in _SWITCHES:
        if not getattr(queue, do)(id):
            text = visit.gettext("The item changed meanwhile; this is how it stands now.")
            raise NotPossible(text)
    else:
        raise InvalidValue(visit.gettext("That button is unknown. Load the page again."))
    return Redirect(back(visit), message)


def _move_first(visit: Visit, id: int) -> None:
    visit.site.library.queue.move_to_front(id)


def _move_up(visit: Visit, id: int) -> None:
    """Move an item before the one that stood before it when the page was shown."""
    before = visit.form.number("before")
    if before is not None and before != id:
        visit.site.library.queue.move(id, before)


def _move_down(visit: Visit, id: int) -> None:
    following = visit.site.library.queue.page(WAITING, id, 1)
    if following:
        _move_behind(visit, id, following[0].id)


def _place(visit: Visit, id: int) -> None:
    """Move an item to where it was dropped: before another one, or right behind one."""
    after = visit.form.number("after")
    if after is None:
        _move_up(visit, id)
    elif after != id:
        visit.site.library.queue.item(after)
        _move_behind(visit, id, after)


def _move_behind(visit: Visit, id: int, other: int) -> None:
    queue = visit.site.library.queue
    following = [one.id for one in queue.page(WAITING, other, 2) if one.id != id]
    queue.move(id, following[0] if following else None)


def _id(visit: Visit) -> int:
    text = visit.path["item_id"]
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise ItemNotFound(visit.gettext("The queue has no such item."))
    return int(text)


_MOVES = {"first": _move_first, "up": _move_up, "down": _move_down, "place": _place}
_SWITCHES = ("pause", "resume", "retry")
"""Buttons that are named like what the queue does; its answer is whether anything changed."""

PAGES = (Page("POST", "/queue/{item_id}", change),)
