"""Giving the first due item of the queue to a worker.

The statements are built once for each kind of question: to build them costs more than to run them.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Update,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    update,
)

from aniworld_core.entities import QueueItem, QueueState
from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.queue_rows import ITEM, ORDER, read
from aniworld_stores_sql.schema.flags import flags
from aniworld_stores_sql.schema.queue import queue
from aniworld_stores_sql.schema.series import series

__all__ = ["OF_PROVIDERS", "PAUSED", "Claim", "take", "take_or_wait"]

PAUSED = "queue-paused"
"""The flag that is set while the whole queue is paused."""

OF_PROVIDERS = ~exists(
    select(series.c.id).where(
        series.c.key == queue.c.key,
        series.c.provider.not_in(bindparam("providers", expanding=True)),
    )
)
"""What holds for the items that a worker of these ``providers`` may have.

An item whose series nobody knows is anybody's: that it is unknown is all there is to find out.
"""

_AT_ONCE = 16
"""Items looked at together: about as many as workers come at one moment."""

# Constants stand in the text: PostgreSQL would plan a claim anew each time for the sake of a LIMIT that could
# be another one.
_ONE: ColumnElement[int] = literal_column("1")
_QUEUED: ColumnElement[str] = literal_column(f"'{QueueState.QUEUED.value}'")
_PAUSED: ColumnElement[str] = literal_column(f"'{PAUSED}'")

_NOW = bindparam("now", type_=Moment)
_GO = ~exists(select(flags.c.name).where(flags.c.name == _PAUSED))
_DUE = (queue.c.state == _QUEUED) & or_(queue.c.next_try.is_(None), queue.c.next_try <= _NOW)
_WAIT = select(queue.c.id).where(queue.c.id == bindparam("waited_for"), _DUE).with_for_update()
_TAKE = update(queue).values(
    state=QueueState.RUNNING.value,
    claim=queue.c.claim + 1,
    worker=bindparam("by"),
    lease_until=bindparam("until"),
    next_try=None,
    started=_NOW,
)
_TAKE_ONE = _TAKE.where(queue.c.id == bindparam("taken"))


@frozen
class Claim:
    """Who asks for an item, until when, and which it may not have."""

    worker: str
    lease: timedelta
    now: datetime
    skip: Collection[int]
    providers: Collection[str]

    @property
    def until(self) -> datetime:
        """When the lease is over."""
        return self.now + self.lease

    @property
    def kind(self) -> tuple[bool, bool]:
        """Whether some items are skipped, and whether only some providers' are wanted."""
        return bool(self.skip), bool(self.providers)

    @property
    def asked(self) -> dict[str, Any]:
        """The values for a question of this kind."""
        values: dict[str, Any] = {"now": self.now}
        if self.skip:
            values["skipped"] = list(self.skip)
        if self.providers:
            values["providers"] = list(self.providers)
        return values


def take(connection: Connection, claim: Claim) -> QueueItem | None:
    """Claim the first item that is due and that nobody else is about to take."""
    if connection.dialect.update_returning:
        values = claim.asked | {"by": claim.worker, "until": claim.until}
        row = connection.execute(_taking(*claim.kind), values).first()
        return None if row is None else read(row)
    row = connection.execute(_locking(*claim.kind), claim.asked).first()
    return None if row is None else _taken(connection, read(row), claim)


def take_or_wait(connection: Connection, claim: Claim) -> QueueItem | None:
    """Claim beside others who do the same; None is the answer only when nothing is due.

    What others have locked is stepped over. Where they have locked all there is, they are waited for:
    whoever had an item may have put it back, or only moved it.
    """
    while (item := take(connection, claim)) is None:
        due = connection.scalars(_first(*claim.kind).limit(_AT_ONCE), claim.asked).all()
        if not due:
            return None
        for id in due:
            if connection.scalar(_WAIT, {"waited_for": id, "now": claim.now}) is not None:
                break
    return item


def _taken(connection: Connection, item: QueueItem, claim: Claim) -> QueueItem:
    """Take an item that is locked, in a database that cannot tell what it changed."""
    values = {"taken": item.id, "by": claim.worker, "until": claim.until, "now": claim.now}
    connection.execute(_TAKE_ONE, values)
    return evolve(
        item,
        state=QueueState.RUNNING,
        claim=item.claim + 1,
        worker=claim.worker,
        lease_until=claim.until,
        next_try=None,
        started=claim.now,
    )


@cache
def _taking(*kind: bool) -> Update:
    # A file knows no such lock, and leaves it out.
    first = _first(*kind).limit(_ONE).with_for_update(skip_locked=True)
    return _TAKE.where(queue.c.id == first.scalar_subquery()).returning(*ITEM)


@cache
def _locking(*kind: bool) -> Select[Any]:
    # MariaDB locks all that it sorts or passes over on its way, and others would find nothing due. So the
    # first items are read without locks, and then looked up one after the other until one is locked.
    first = _first(*kind).limit(_AT_ONCE).subquery()
    found = first.join(queue, queue.c.id == first.c.id)
    in_order = select(*ITEM).prefix_with("STRAIGHT_JOIN").select_from(found)
    return in_order.where(_DUE).limit(_ONE).with_for_update(skip_locked=True)


@cache
def _first(skipping: bool, by_provider: bool) -> Select[int]:  # noqa: FBT001 - a claim's kind
    due = select(queue.c.id).where(_DUE, _GO).order_by(*ORDER)
    if skipping:
        due = due.where(queue.c.id.not_in(bindparam("skipped", expanding=True)))
    return due.where(OF_PROVIDERS) if by_provider else due
