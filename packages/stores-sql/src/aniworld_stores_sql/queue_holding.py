"""What only the worker that holds an item may do to it; each tells whether it was the worker's.

The statements are built once: to build them costs more than to run them.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, update

from aniworld_core.entities import Outcome, QueueState
from aniworld_stores_sql.queue_rows import WAITING
from aniworld_stores_sql.schema.queue import queue

__all__ = ["extend", "finish", "put_back"]

_HELD = update(queue).where(
    queue.c.id == bindparam("item"),
    queue.c.claim == bindparam("by_claim"),
    queue.c.state == QueueState.RUNNING.value,
)
_COUNTED = queue.c.attempts + bindparam("counted")

_EXTENDED = _HELD.values(
    lease_until=bindparam("until"), received=bindparam("so_far"), total=bindparam("of")
)
_PUT_BACK = _HELD.values(
    **WAITING, attempts=_COUNTED, next_try=bindparam("at"), reason=bindparam("why")
)
_ENDED = _HELD.values(
    state=bindparam("end"),
    reason=bindparam("why"),
    attempts=_COUNTED,
    worker=None,
    lease_until=None,
    finished=bindparam("at"),
)
_ENDED_WITH_SIZE = _ENDED.values(received=bindparam("size"), total=bindparam("size"))


def extend(
    connection: Connection, id: int, claim: int, until: datetime, received: int, total: int | None
) -> bool:
    """Extend the lease and note the progress."""
    values = {"item": id, "by_claim": claim, "until": until, "so_far": received, "of": total}
    return connection.execute(_EXTENDED, values).rowcount > 0


def put_back(
    connection: Connection, id: int, claim: int, at: datetime, *, counted: bool, reason: str
) -> bool:
    """Let the item wait until ``at``."""
    values = {"item": id, "by_claim": claim, "at": at, "counted": int(counted), "why": reason}
    return connection.execute(_PUT_BACK, values).rowcount > 0


def finish(connection: Connection, id: int, claim: int, outcome: Outcome, at: datetime) -> bool:
    """End the item for good."""
    values = {
        "item": id,
        "by_claim": claim,
        "end": outcome.state.value,
        "why": outcome.reason,
        "counted": int(outcome.counted),
        "at": at,
    }
    if outcome.size is None:
        return connection.execute(_ENDED, values).rowcount > 0
    return connection.execute(_ENDED_WITH_SIZE, values | {"size": outcome.size}).rowcount > 0
