"""Giving the first due item of the queue to a worker."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Select, exists, or_, select, update

from aniworld_core.entities import QueueItem, QueueState
from aniworld_stores_sql.columns import AnyRow
from aniworld_stores_sql.queue_rows import ORDER, read
from aniworld_stores_sql.schema.flags import flags
from aniworld_stores_sql.schema.queue import queue
from aniworld_stores_sql.schema.series import series

__all__ = ["PAUSED", "Claim", "of_providers", "take", "take_unlocked"]

PAUSED = "queue-paused"
"""The flag that is set while the whole queue is paused."""

_AT_ONCE = 16
"""Items looked at together: about as many as workers come at one moment."""

_go = ~exists(select(flags.c.name).where(flags.c.name == PAUSED))


@frozen
class Claim:
    """Who asks for an item, until when, and which it may not have."""

    worker: str
    lease: timedelta
    now: datetime
    skip: Collection[int]
    providers: Collection[str]


def take(connection: Connection, claim: Claim) -> QueueItem | None:
    """Claim in one statement, where only one writes at a time."""
    first = _first(claim).limit(1).scalar_subquery()
    taken = update(queue).where(queue.c.id == first).values(_running(claim))
    row = connection.execute(taken.returning(queue)).first()
    return None if row is None else read(row)


def take_unlocked(connection: Connection, claim: Claim) -> QueueItem | None:
    """Claim beside others who do the same: step over what they have locked.

    Rows are locked one by one, by their ids: a statement that sorts while it locks could lock the whole
    queue, and others would find nothing due. None is the answer only when nothing is.
    """
    tried: list[int] = []
    while ids := connection.scalars(_first(claim, tried).limit(_AT_ONCE)).all():
        for id in ids:
            row = _locked(connection, id, claim.now, wait=False)
            if row is not None:
                return _taken(connection, row, claim)
        tried += ids
    for id in tried:
        # Whoever had it locked may have put it back, or only moved it.
        row = _locked(connection, id, claim.now, wait=True)
        if row is not None:
            return _taken(connection, row, claim)
    return None


def of_providers(providers: Collection[str]) -> Iterator[ColumnElement[bool]]:
    """Yield what holds for the items that a worker of these providers may have; empty = all.

    An item whose series nobody knows is anybody's: that it is unknown is all there is to find out.
    """
    if providers:
        others = (series.c.key == queue.c.key) & series.c.provider.not_in(providers)
        yield ~exists(select(series.c.id).where(others))


def _first(claim: Claim, tried: Collection[int] = ()) -> Select[int]:
    free = queue.c.id.not_in({*claim.skip, *tried})
    due = select(queue.c.id).where(_due(claim.now), free, _go)
    return due.where(*of_providers(claim.providers)).order_by(*ORDER)


def _due(now: datetime) -> ColumnElement[bool]:
    come = or_(queue.c.next_try.is_(None), queue.c.next_try <= now)
    return (queue.c.state == QueueState.QUEUED.value) & come


def _locked(connection: Connection, id: int, now: datetime, *, wait: bool) -> AnyRow | None:
    row = select(queue).where(queue.c.id == id, _due(now))
    return connection.execute(row.with_for_update(skip_locked=not wait)).first()


def _taken(connection: Connection, row: AnyRow, claim: Claim) -> QueueItem:
    own = queue.c.id == row.id
    connection.execute(update(queue).where(own).values(_running(claim)))
    return read(connection.execute(select(queue).where(own)).one())


def _running(claim: Claim) -> dict[str, Any]:
    return {
        "state": QueueState.RUNNING.value,
        "claim": queue.c.claim + 1,
        "worker": claim.worker,
        "lease_until": claim.now + claim.lease,
        "next_try": None,
        "started": claim.now,
    }
