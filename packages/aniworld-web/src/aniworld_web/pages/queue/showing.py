"""The queue as it stands: what runs, waits, failed and is done, each list by pages."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from attrs import frozen

from aniworld_core.clock import utc_now
from aniworld_core.entities import QueueState
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Shown, Visit
from aniworld_web.pages.queue.resting import held, rests
from aniworld_web.pages.twins import years_of_twins
from aniworld_web.pages.wording import said
from aniworld_web.rest.queue_items import Item, page_of, shown

__all__ = ["GROUPS", "PAGES", "WAITING", "Group", "show"]

WAITING = (QueueState.QUEUED, QueueState.PAUSED)
"""States of items that have not begun; only these have an order that can be changed."""

GROUPS: Mapping[str, tuple[QueueState, ...]] = MappingProxyType(
    {
        "running": (QueueState.RUNNING,),
        "waiting": WAITING,
        "failed": (QueueState.FAILED,),
        "done": (QueueState.DONE,),
    }
)
"""The lists of the page, each with the states of its items."""

_PREVIEW = 10
"""Items of a list while all lists are shown."""

_AT_ONCE = 100

_MOST_DONE = 100_000
"""More than anybody keeps in the list."""


@frozen(kw_only=True)
class Group:
    """One list: a page of its items, how many there are in all, and the address of the next page.

    ``before`` is the item that stands right before the first one, when that is on an earlier page.
    """

    kind: str
    items: Sequence[Item]
    total: int
    next: str | None
    before: int | None


def show(visit: Visit) -> Shown:
    """Show all lists, or a page of one of them."""
    site, query = visit.site, visit.query
    counts = site.library.queue.counts()
    chosen = query.text("show") if query.text("show") in GROUPS else ""
    after = query.number("after") if chosen else None
    groups = [
        _group(visit, kind, counts, after, _AT_ONCE if chosen else _PREVIEW)
        for kind in GROUPS
        if chosen in ("", kind)
    ]
    runner = site.runner.state
    running = [one for group in groups if group.kind == "running" for one in group.items]
    context = {
        "groups": [group for group in groups if group.total or chosen],
        "years": years_of_twins(visit, [one.serie_id for group in groups for one in group.items]),
        "counts": _counts(counts),
        "chosen": chosen,
        "first": address("/queue", show=chosen) if after is not None else None,
        "runner": runner,
        "paused": site.library.queue.paused(),
        "trouble": None if runner.trouble is None else said(visit.texts, runner.trouble.error),
        "hosts": site.library.workers.hosts({one.worker for one in running if one.worker}),
        "speed": sum(one.progress.speed or 0.0 for one in running),
        "hold": held(visit) if runner.running and _counts(counts)["waiting"] else None,
        "resting": list(rests(visit)),
        "now": utc_now(),
    }
    return Shown("queue.html", context)


def _group(
    visit: Visit, kind: str, counts: Mapping[QueueState, int], after: int | None, limit: int
) -> Group:
    if kind == "done":
        return _done(visit, after or 0, limit)
    page = page_of(visit.site, GROUPS[kind], counts=counts, after=after, limit=limit)
    return Group(
        kind=kind,
        items=page.items,
        total=page.total,
        next=None if page.next is None else address("/queue", show=kind, after=page.next),
        before=after,
    )


def _done(visit: Visit, start: int, limit: int) -> Group:
    """Return what is done, the newest first: the store has it in the order of the queue."""
    found = visit.site.library.queue.page(GROUPS["done"], None, _MOST_DONE)
    newest = sorted(found, key=lambda one: (one.finished or one.added, one.id), reverse=True)
    end = start + limit
    return Group(
        kind="done",
        items=shown(visit.site, newest[start:end]),
        total=len(found),
        next=address("/queue", show="done", after=end) if end < len(newest) else None,
        before=None,
    )


def _counts(counts: Mapping[QueueState, int]) -> Mapping[str, Any]:
    return {kind: sum(counts.get(one, 0) for one in states) for kind, states in GROUPS.items()}


PAGES = (Page("GET", "/queue", show, templates=("queue.html",)),)
