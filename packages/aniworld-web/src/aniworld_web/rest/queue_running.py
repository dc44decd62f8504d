"""``/queue/status`` and the switches: whether the queue is worked off, and why it is not."""

from datetime import datetime

from attrs import frozen

from aniworld_core.entities import Hold, HoldKind, QueueState, Scope
from aniworld_core.running import Trouble
from aniworld_web.problems import type_of
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.queue_items import Item, ItemPage, page_of
from aniworld_web.site import Site

__all__ = [
    "OPERATIONS",
    "HoldShown",
    "QueueStatus",
    "Statistics",
    "Switched",
    "Waiting",
    "pause",
    "resume",
    "start",
    "status",
    "stop",
]

_PAGE = 50
"""Items of each list in the status; the rest is found by the cursor, in /queue."""


@frozen(kw_only=True)
class Statistics:
    """Counts of the items by status, and what all running downloads receive, in bytes a second."""

    queued: int
    running: int
    paused: int
    done: int
    failed: int
    total: int
    speed: float


@frozen(kw_only=True)
class Waiting:
    """Why nothing is worked on though it should be; it is tried again at ``next_try``, or at a start."""

    type: str
    detail: str
    hint: str
    next_try: datetime


@frozen(kw_only=True)
class HoldShown:
    """What holds all downloads; it ends at ``until``, or by itself when that is over (null)."""

    kind: HoldKind
    reason: str
    until: datetime | None


@frozen(kw_only=True)
class QueueStatus:
    """The queue at one glance.

    ``is_running``: this program works the queue off. ``is_stopping``: what was cancelled comes to its end.
    ``is_paused``: nothing begins until it is resumed. ``hold``: nothing begins for now, and nobody has to do
    anything about it, unless the disk is full. ``pending_queue`` has the paused items too. Of each
    list there is the first page; the others are in ``GET /api/queue?state=...&after=...``.
    """

    is_running: bool
    is_stopping: bool
    is_paused: bool
    waiting: Waiting | None
    hold: HoldShown | None
    active_downloads: tuple[Item, ...]
    pending_queue: ItemPage
    completed_downloads: ItemPage
    failed_downloads: ItemPage
    statistics: Statistics


@frozen(kw_only=True)
class Switched:
    """Whether this program works the queue off, and whether the queue is paused."""

    is_running: bool
    is_paused: bool


def status(call: Call[Nothing, Nothing]) -> QueueStatus:
    """Tell how the queue stands."""
    site = call.site
    counts = site.library.queue.counts()

    def page(*states: QueueState) -> ItemPage:
        return page_of(site, states, counts=counts, limit=_PAGE)

    active = page(QueueState.RUNNING).items
    runner = site.runner.state
    hold = site.library.holds.current()
    return QueueStatus(
        is_running=runner.running,
        is_stopping=runner.stopping,
        is_paused=site.library.queue.paused(),
        waiting=None if runner.trouble is None else _waiting(runner.trouble),
        hold=None if hold is None else _hold(hold),
        active_downloads=active,
        pending_queue=page(QueueState.QUEUED, QueueState.PAUSED),
        completed_downloads=page(QueueState.DONE),
        failed_downloads=page(QueueState.FAILED),
        statistics=Statistics(
            **{state.value: counts.get(state, 0) for state in QueueState},
            total=sum(counts.values()),
            speed=sum(item.progress.speed or 0.0 for item in active),
        ),
    )


def start(call: Call[Nothing, Nothing]) -> Switched:
    """Begin to work the queue off."""
    call.site.duty.start()
    return _switched(call.site)


def stop(call: Call[Nothing, Nothing]) -> Switched:
    """Stop the work; what runs is cancelled and stays queued."""
    call.site.runner.stop()
    return _switched(call.site)


def pause(call: Call[Nothing, Nothing]) -> Switched:
    """Pause the queue; what runs stops, and what it has is kept."""
    call.site.library.queue.pause()
    return _switched(call.site)


def resume(call: Call[Nothing, Nothing]) -> Switched:
    """Undo a pause."""
    call.site.library.queue.resume()
    call.site.runner.look()
    return _switched(call.site)


def _switched(site: Site) -> Switched:
    site.ready.forget()  # no event tells of a start or a stop
    site.hub.look()
    return Switched(is_running=site.runner.state.running, is_paused=site.library.queue.paused())


def _hold(hold: Hold) -> HoldShown:
    return HoldShown(kind=hold.kind, reason=hold.reason, until=hold.until)


def _waiting(trouble: Trouble) -> Waiting:
    error = trouble.error
    return Waiting(
        type=type_of(type(error)),
        detail=error.message,
        hint=error.hint,
        next_try=trouble.next_try,
    )


_SWITCHES = (
    ("start", start, "Work the queue off; what had failed for all items is tried again at once."),
    ("stop", stop, "Stop working; running downloads are cancelled and stay queued."),
    (
        "pause",
        pause,
        (
            "Pause the queue; running downloads stop. Afterwards plain files go on where they were, videos"
            " in pieces begin anew."
        ),
    ),
    ("resume", resume, "Go on with a paused queue."),
)

OPERATIONS = (
    Operation(
        method="GET",
        path="/queue/status",
        handle=status,
        summary="Tell how the queue stands, with the first page of each of its lists.",
        tag="queue",
        answer=QueueStatus,
        listing=True,
    ),
    *(
        Operation(
            method="POST",
            path=f"/queue/{name}",
            handle=handle,
            summary=summary,
            tag="queue",
            scope=Scope.WRITE,
            answer=Switched,
        )
        for name, handle, summary in _SWITCHES
    ),
)
