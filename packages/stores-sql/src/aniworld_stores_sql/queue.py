"""The download queue in SQL."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Update,
    delete,
    func,
    or_,
    select,
    tuple_,
    update,
)

from aniworld_core.entities import HistoryEntry, NewItem, Outcome, QueueItem, QueueState
from aniworld_stores_sql import flags, history, queue_adding
from aniworld_stores_sql import queue_claiming as claiming
from aniworld_stores_sql import queue_holding as holding
from aniworld_stores_sql.bulk import batches
from aniworld_stores_sql.database import Database, Part
from aniworld_stores_sql.queue_rows import ORDER, WAITING, read
from aniworld_stores_sql.repeating import repeated
from aniworld_stores_sql.schema.queue import queue

__all__ = ["SqlQueue"]


class SqlQueue:
    """Fulfils :class:`aniworld_core.ports.QueueStore`; every write is on the disk when it returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @repeated
    def add(self, *items: NewItem, now: datetime) -> Sequence[QueueItem]:
        """Queue episodes behind others of their priority; an old item keeps its id and claim."""
        added = self._timed(now)
        with self._database.write(Part.QUEUE, durable=True) as connection:
            return queue_adding.add(connection, items, added)

    def get(self, id: int) -> QueueItem | None:
        """Return an item, or None."""
        with self._database.read() as connection:
            row = connection.execute(select(queue).where(queue.c.id == id)).first()
        return None if row is None else read(row)

    def page(
        self, states: Collection[QueueState] = (), after: int | None = None, limit: int = 100
    ) -> Sequence[QueueItem]:
        """List items in working order; nothing follows an unknown item."""
        query = select(queue).order_by(*ORDER).limit(limit)
        if states:
            query = query.where(queue.c.state.in_([state.value for state in states]))
        with self._database.read() as connection:
            if after is not None:
                place = _place(connection, after)
                if place is None:
                    return []
                query = query.where(_behind(*place))
            return [read(row) for row in connection.execute(query)]

    def counts(self) -> Mapping[QueueState, int]:
        """Count the items by state."""
        by_state = select(queue.c.state, func.count()).group_by(queue.c.state)
        query = by_state.order_by(queue.c.state)
        with self._database.read() as connection:
            return {QueueState(state): count for state, count in connection.execute(query)}

    @repeated
    def claim(
        self,
        worker: str,
        lease: timedelta,
        now: datetime,
        skip: Collection[int] = (),
        providers: Collection[str] = (),
    ) -> QueueItem | None:
        """Give the first due item to a worker; its last reason stays readable."""
        now = self._timed(now)
        take = claiming.take_or_wait if self._database.skips_locked else claiming.take
        with self._database.write(durable=True) as connection:
            return take(connection, claiming.Claim(worker, lease, now, skip, providers))

    @repeated
    def heartbeat(
        self,
        id: int,
        claim: int,
        lease: timedelta,
        now: datetime,
        received: int = 0,
        total: int | None = None,
    ) -> bool:
        """Extend a lease, also one that is over but was not reaped yet."""
        until = self._timed(now) + lease
        with self._database.write(durable=True) as connection:
            return holding.extend(connection, id, claim, until, received, total)

    @repeated
    def finish(
        self, id: int, claim: int, outcome: Outcome, now: datetime, *entries: HistoryEntry
    ) -> bool:
        """End a running item for good."""
        ended = self._timed(now)
        with self._database.write(durable=True) as connection:
            if not holding.finish(connection, id, claim, outcome, ended):
                return False
            history.note(connection, entries)
        return True

    @repeated
    def requeue(
        self, id: int, claim: int, at: datetime, *, counted: bool, reason: str = ""
    ) -> bool:
        """Put a running item back."""
        at = self._timed(at)
        with self._database.write(durable=True) as connection:
            return holding.put_back(connection, id, claim, at, counted=counted, reason=reason)

    @repeated
    def retry(self, id: int, now: datetime) -> bool:
        """Queue an item that is not running as if it had never been tried."""
        again = (
            update(queue)
            .where(queue.c.id == id, queue.c.state != QueueState.RUNNING.value)
            .values(
                **WAITING,
                attempts=0,
                next_try=self._timed(now),
                reason="",
                started=None,
                finished=None,
            )
        )
        return self._change(again, Part.QUEUE)

    @repeated
    def remove(self, *ids: int) -> int:
        """Erase items."""
        with self._database.write(Part.QUEUE, durable=True) as connection:
            return sum(
                connection.execute(delete(queue).where(queue.c.id.in_(batch))).rowcount
                for batch in batches(ids, 500)
            )

    @repeated
    def clear(self, state: QueueState) -> int:
        """Erase all items of a state."""
        with self._database.write(Part.QUEUE, durable=True) as connection:
            return connection.execute(delete(queue).where(queue.c.state == state.value)).rowcount

    @repeated
    def reorder(self, id: int, before: int | None) -> bool:
        """Move an item; behind all means with the lowest priority there is."""
        with self._database.write(Part.QUEUE, durable=True) as connection:
            if _place(connection, id) is None:
                return False
            if before is None:
                priority, position = _end(connection)
            else:
                place = _place(connection, before)
                if place is None:
                    return False
                priority, position, _ = place
                connection.execute(
                    update(queue)
                    .where(queue.c.priority == priority, queue.c.position >= position)
                    .values(position=queue.c.position + 1)
                )
            moved = update(queue).where(queue.c.id == id)
            connection.execute(moved.values(priority=priority, position=position))
            return True

    @repeated
    def pause(self, id: int | None = None) -> bool:
        """Pause an item, its progress kept, or the whole queue (also when it is paused already)."""
        if id is not None:
            return self._turn(id, (QueueState.QUEUED, QueueState.RUNNING), QueueState.PAUSED)
        with self._database.write(Part.QUEUE, durable=True) as connection:
            flags.put(connection, claiming.PAUSED, "yes")
        return True

    @repeated
    def resume(self, id: int | None = None) -> bool:
        """Undo a pause."""
        if id is not None:
            return self._turn(id, (QueueState.PAUSED,), QueueState.QUEUED)
        with self._database.write(Part.QUEUE, durable=True) as connection:
            flags.drop(connection, claiming.PAUSED)
        return True

    def paused(self) -> bool:
        """Tell whether the whole queue is paused."""
        with self._database.read() as connection:
            return flags.get(connection, claiming.PAUSED) is not None

    @repeated
    def release(self, worker: str) -> int:
        """Queue again what a dead worker held."""
        return self._put_back(queue.c.worker == worker)

    @repeated
    def reap(self, now: datetime) -> int:
        """Queue again what was held until ``now`` or before."""
        return self._put_back(queue.c.lease_until <= self._timed(now))

    def next_due(self, providers: Collection[str] = ()) -> datetime | None:
        """Return the earliest next try; an item without one is due since it was added."""
        earliest = func.min(func.coalesce(queue.c.next_try, queue.c.added))
        queued = queue.c.state == QueueState.QUEUED.value
        query = select(earliest).where(queued)
        if providers:
            query = query.where(claiming.OF_PROVIDERS)
        with self._database.read() as connection:
            due = connection.scalar(query, {"providers": list(providers)})
        return None if due is None else due - self._database.ahead()

    def _timed(self, at: datetime) -> datetime:
        """Return a time of this machine as the clock has it that leases go by."""
        return at + self._database.ahead()

    def _put_back(self, lost: ColumnElement[bool]) -> int:
        running = queue.c.state == QueueState.RUNNING.value
        with self._database.write(Part.QUEUE, durable=True) as connection:
            back = update(queue).where(running, lost).values(**WAITING)
            return connection.execute(back).rowcount

    def _turn(self, id: int, old: Collection[QueueState], new: QueueState) -> bool:
        states = [state.value for state in old]
        turned = update(queue).where(queue.c.id == id, queue.c.state.in_(states))
        return self._change(turned.values(state=new.value, worker=None, lease_until=None))

    def _change(self, change: Update, *alone: Part) -> bool:
        with self._database.write(*alone, durable=True) as connection:
            return connection.execute(change).rowcount > 0


def _place(connection: Connection, id: int) -> tuple[int, int, int] | None:
    columns = (queue.c.priority, queue.c.position, queue.c.id)
    row = connection.execute(select(*columns).where(queue.c.id == id)).first()
    return None if row is None else (row.priority, row.position, row.id)


def _behind(priority: int, position: int, id: int) -> ColumnElement[bool]:
    same = queue.c.priority == priority
    later = tuple_(queue.c.position, queue.c.id) > (position, id)
    return or_(queue.c.priority < priority, same & later)


def _end(connection: Connection) -> tuple[int, int]:
    row = connection.execute(select(func.min(queue.c.priority), func.max(queue.c.position))).one()
    return row[0], row[1] + 1
