"""``/queue/{item_id}``: what can be done with one item."""

from typing import Literal

from attrs import frozen

from aniworld_core.entities import QueueState, Scope
from aniworld_core.errors import ItemNotFound, NotPossible
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.queue_items import Item, ItemNumber, shown

__all__ = ["OPERATIONS", "MoveBody", "get", "move", "pause", "remove", "resume", "retry"]


@frozen(kw_only=True)
class MoveBody:
    """Where an item goes: right ``before`` another one, whose priority it takes, or behind all (null)."""

    before: ItemNumber | Literal["to_front"] | None = None


def get(call: Call[Nothing, Nothing]) -> Item:
    """Return an item."""
    return _item(call)


def remove(call: Call[Nothing, Nothing]) -> None:
    """Take an item off the queue."""
    call.site.library.queue.remove(call.path["item_id"])


def pause(call: Call[Nothing, Nothing]) -> Item:
    """Pause an item."""
    library, id = call.site.library, call.path["item_id"]
    if not library.queue.pause(id):
        state = library.queue.item(id).state
        if state is not QueueState.PAUSED:
            raise NotPossible(
                f"Only an item that waits or runs can be paused; this one is {state}."
            )
    return _item(call)


def resume(call: Call[Nothing, Nothing]) -> Item:
    """Undo a pause."""
    library, id = call.site.library, call.path["item_id"]
    if not library.queue.resume(id):
        state = library.queue.item(id).state
        if state not in {QueueState.QUEUED, QueueState.RUNNING}:
            raise NotPossible(f"The item is not paused but {state}.", hint="Retry it instead.")
    return _item(call)


def retry(call: Call[Nothing, Nothing]) -> Item:
    """Try an item again at once."""
    if not call.site.library.queue.retry(call.path["item_id"]):
        raise NotPossible("The item is being downloaded right now.")
    return _item(call)


def move(call: Call[MoveBody, Nothing]) -> Item:
    """Move an item."""
    queue, id, body = call.site.library.queue, call.path["item_id"], call.body
    if body.before == "to_front":
        queue.move_to_front(id)
    elif body.before != id:  # it is where it should be
        queue.move(id, body.before)
    return _item(call)


def _item(call: Call[MoveBody, Nothing] | Call[Nothing, Nothing]) -> Item:
    item = call.site.library.queue.item(call.path["item_id"])
    return shown(call.site, [item])[0]


_ERRORS = (ItemNotFound,)

_STEPS = (
    (
        "pause",
        pause,
        (
            "Pause an item; one that is downloaded stops. Afterwards a plain file goes on where it was, a"
            " video in pieces begins anew."
        ),
        (*_ERRORS, NotPossible),
    ),
    ("resume", resume, "Let a paused item wait for its turn again.", (*_ERRORS, NotPossible)),
    ("retry", retry, "Try an item again at once, its attempts forgotten.", (*_ERRORS, NotPossible)),
)

OPERATIONS = (
    Operation(
        method="GET",
        path="/queue/{item_id:number}",
        handle=get,
        summary="Show one item.",
        tag="queue",
        answer=Item,
        errors=_ERRORS,
    ),
    Operation(
        method="DELETE",
        path="/queue/{item_id:number}",
        handle=remove,
        summary="Take an item off the queue; a running download is cancelled.",
        tag="queue",
        scope=Scope.WRITE,
        status=204,
        errors=_ERRORS,
    ),
    *(
        Operation(
            method="POST",
            path=f"/queue/{{item_id:number}}/{name}",
            handle=handle,
            summary=summary,
            tag="queue",
            scope=Scope.WRITE,
            answer=Item,
            errors=errors,
        )
        for name, handle, summary, errors in _STEPS
    ),
    Operation(
        method="POST",
        path="/queue/{item_id:number}/move",
        handle=move,
        summary="Move an item before another one, to the front, or behind all.",
        tag="queue",
        scope=Scope.WRITE,
        body=MoveBody,
        answer=Item,
        errors=_ERRORS,
    ),
)
