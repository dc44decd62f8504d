"""Items of the queue that contradict themselves."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, or_, select

from aniworld_core.entities import QueueState
from aniworld_stores_sql.schema.queue import queue

__all__ = ["queue_states"]

_running = queue.c.state == QueueState.RUNNING.value
_ended = queue.c.state.in_([QueueState.DONE.value, QueueState.FAILED.value])

_CONTRADICTIONS: dict[str, ColumnElement[bool]] = {
    "is running without a worker": _running & queue.c.worker.is_(None),
    "is running without a lease": _running & queue.c.lease_until.is_(None),
    "is running without a claim": _running & (queue.c.claim < 1),
    "has a worker, but is not running": ~_running & queue.c.worker.is_not(None),
    "has a lease, but is not running": ~_running & queue.c.lease_until.is_not(None),
    "has ended at no time": _ended & queue.c.finished.is_(None),
    "counts less than nothing": or_(queue.c.claim < 0, queue.c.attempts < 0, queue.c.received < 0),
}


def queue_states(connection: Connection) -> Iterator[str]:
    """Find items whose state says one thing and whose row another."""
    for what, condition in _CONTRADICTIONS.items():
        for id in connection.scalars(select(queue.c.id).where(condition).order_by(queue.c.id)):
            yield f"item {id} {what}"
