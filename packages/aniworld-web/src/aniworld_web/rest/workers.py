"""``/workers``: the processes that work on the store, who of them is alive, and what is asked of them."""

from datetime import datetime

from attrs import frozen

from aniworld_core.entities import Scope, WorkerOrder, WorkerRole
from aniworld_core.errors import NotFound
from aniworld_core.services.workers import WorkerView
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.queue_items import Item, shown
from aniworld_web.site import Site

__all__ = ["OPERATIONS", "WorkerList", "WorkerShown", "drain", "listed", "stop", "worker_shown"]


@frozen(kw_only=True)
class WorkerShown:
    """A process as it told of itself when it was ``seen`` last; ``is_this``: the one that answers.

    Its ``items`` are what it works on, up to ``downloads`` at a time (0 = it leaves the queue alone), of the
    series of ``providers`` only (empty = of all). ``root`` is the mark of the library folder that it can
    write, null = of none: who writes the same folder has the same mark. ``leads`` names the scheduled work
    that is its alone, ``asked`` is the order that it follows, or will as soon as it hears of it.
    """

    name: str
    host: str
    role: WorkerRole
    is_this: bool
    alive: bool
    asked: WorkerOrder | None
    downloads: int
    items: tuple[Item, ...]
    providers: tuple[str, ...]
    root: str | None
    leads: tuple[str, ...]
    version: str
    started: datetime
    seen: datetime


@frozen(kw_only=True)
class WorkerList:
    """The processes in order of hosts and names, with those that fell silent within a day."""

    items: tuple[WorkerShown, ...]


def listed(call: Call[Nothing, Nothing]) -> WorkerList:
    """List the processes."""
    site = call.site
    return WorkerList(items=tuple(worker_shown(site, one) for one in site.library.workers.all()))


def drain(call: Call[Nothing, Nothing]) -> WorkerShown:
    """Ask a process to end when its downloads have ended."""
    return _asked(call, WorkerOrder.DRAIN)


def stop(call: Call[Nothing, Nothing]) -> WorkerShown:
    """Ask a process to end."""
    return _asked(call, WorkerOrder.STOP)


def worker_shown(site: Site, view: WorkerView) -> WorkerShown:
    """Return a process with what it works on."""
    process = view.process
    return WorkerShown(
        name=process.name,
        host=process.host,
        role=process.role,
        is_this=process.name == site.library.workers.name,
        alive=view.alive,
        asked=process.asked,
        downloads=process.downloads,
        items=tuple(shown(site, view.items)),
        providers=process.providers,
        root=process.root,
        leads=tuple(view.leads),
        version=process.version,
        started=process.started,
        seen=process.seen,
    )


def _asked(call: Call[Nothing, Nothing], order: WorkerOrder) -> WorkerShown:
    site = call.site
    return worker_shown(site, site.library.workers.ask(call.path["name"], order))


_ORDERS = (
    (
        "drain",
        drain,
        "Let a process finish its downloads, begin nothing more and end; a web application stays up.",
    ),
    (
        "stop",
        stop,
        "Let a process put its downloads back into the queue and end; a web application stays up.",
    ),
)

OPERATIONS = (
    Operation(
        method="GET",
        path="/workers",
        handle=listed,
        summary="List the processes that work on the store, and what each is doing.",
        tag="system",
        answer=WorkerList,
    ),
    *(
        Operation(
            method="POST",
            path=f"/workers/{{name}}/{name}",
            handle=handle,
            summary=summary,
            tag="system",
            scope=Scope.WRITE,
            answer=WorkerShown,
            status=202,
            errors=(NotFound,),
        )
        for name, handle, summary in _ORDERS
    ),
)
