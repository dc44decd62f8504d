"""Several write at once: who waits for whom, and what nobody may lose."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from attrs import evolve
from sqlalchemy import Connection, delete, event, func, select, update
from sqlalchemy.pool import QueuePool

from aniworld_core.clock import utc_now
from aniworld_core.entities import Outcome, QueueItem, QueueState, Series, SeriesKey
from aniworld_core.errors import StoreError
from aniworld_stores_sql.database import Part
from aniworld_stores_sql.queue_claiming import Claim, take
from aniworld_stores_sql.repeating import repeated
from aniworld_stores_sql.schema.queue import queue
from aniworld_stores_sql.server.database import ServerDatabase
from aniworld_stores_sql.store import SqlStore

Add = Callable[..., list[QueueItem]]
Again = Callable[..., SqlStore]
KEY = SeriesKey("moon")
MOON = Series(key=KEY, provider="p", ref="r", title="Moon", year=0)
HOUR = timedelta(hours=1)
DONE = Outcome(state=QueueState.DONE)


def test_who_writes_one_part_does_not_wait_for_another(server_store: SqlStore, add: Add) -> None:
    add(1)
    with ThreadPoolExecutor() as pool:
        with server_store._database.write(Part.LIBRARY):
            pool.submit(server_store.access.set_password, "hash", utc_now()).result(20)
            item = pool.submit(server_store.queue.claim, "ann", HOUR, utc_now()).result(20)
            assert item is not None
            assert pool.submit(
                server_store.queue.finish, item.id, item.claim, DONE, utc_now()
            ).result(20)
            waiting = pool.submit(server_store.series.put, MOON)
            time.sleep(0.2)
            assert not waiting.done()
            assert server_store.series.get(KEY) is None
        waiting.result(20)
    assert server_store.series.get(KEY) is not None


def test_who_waits_too_long_is_told(server_store: SqlStore, again: Again) -> None:
    hasty = again(patience=1)
    with (
        server_store._database.write(Part.LIBRARY),
        pytest.raises(StoreError, match="writing for too long"),
    ):
        hasty.series.put(MOON)
    hasty.series.put(MOON)


def test_threads_of_a_process_wait_without_a_connection(
    server_store: SqlStore, again: Again
) -> None:
    patient = again(patience=1)
    database = patient._database
    assert isinstance(database, ServerDatabase)
    with ThreadPoolExecutor(8) as pool:
        with database.write(Part.LIBRARY):
            waiting = [pool.submit(patient.series.put, MOON) for _ in range(8)]
            time.sleep(1.5)
            assert not any(one.done() for one in waiting)
            pool_of = database._engine.pool
            assert isinstance(pool_of, QueuePool)
            assert pool_of.checkedout() == 1
        for one in waiting:
            one.result(20)


def test_no_change_is_lost_between_hosts(server_store: SqlStore, again: Again) -> None:
    other = again(clock=utc_now)
    server_store.series.put(MOON)

    def count(one: SqlStore) -> None:
        for _ in range(10):
            one.series.update(KEY, lambda moon: evolve(moon, year=(moon.year or 0) + 1))

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(count, one) for one in (server_store, other, server_store, other)]:
            done.result(30)
    assert [one.year for one in server_store.series.page()] == [40]


def test_a_reader_sees_one_state_and_changes_nothing(server_store: SqlStore, add: Add) -> None:
    add(1)
    count = select(func.count()).select_from(queue)
    with server_store._database.read() as connection:
        assert connection.scalar(count) == 1
        add(2)
        assert connection.scalar(count) == 1
        with pytest.raises(StoreError, match="only be read"):
            connection.execute(delete(queue))
    assert len(server_store.queue.page()) == 2


def test_an_item_that_another_takes_is_stepped_over(server_store: SqlStore, add: Add) -> None:
    first, second = add(1, 2)
    with server_store._database.write() as connection:
        connection.execute(select(queue).where(queue.c.id == first.id).with_for_update())
        item = server_store.queue.claim("ann", HOUR, utc_now())
        assert item is not None
        assert item.id == second.id


def test_who_claims_locks_nothing_but_what_he_takes(server_store: SqlStore, add: Add) -> None:
    later, other, taken, free = (item.id for item in add(1, 2, 3, 4))
    item = server_store.queue.claim("bob", HOUR, utc_now())
    assert item is not None
    assert item.id == later
    assert server_store.queue.requeue(later, item.claim, utc_now() + HOUR, counted=False)
    claim = Claim("ann", HOUR, utc_now(), skip=(other,), providers=("p",))
    with server_store._database.write() as claiming, server_store._database.write() as beside:
        mine = take(claiming, claim)
        assert mine is not None
        assert mine.id == taken
        unlocked = select(queue.c.id).order_by(queue.c.id).with_for_update(skip_locked=True)
        assert beside.scalars(unlocked).all() == [later, other, free]


def test_none_is_told_only_when_nothing_is_due(server_store: SqlStore, add: Add) -> None:
    """Let a worker come while all items are locked: it waits, and gets the first in order."""
    second, first = add(1, 2)
    assert server_store.queue.reorder(first.id, second.id)
    database = server_store._database
    assert isinstance(database, ServerDatabase)
    waits = threading.Event()

    def look(*arguments: object) -> None:
        if str(arguments[2]).endswith("FOR UPDATE"):
            waits.set()

    event.listen(database._engine, "before_cursor_execute", look)
    with ThreadPoolExecutor() as pool:
        with database.write() as connection:
            connection.execute(update(queue).values(received=5))
            waiting = pool.submit(server_store.queue.claim, "ann", HOUR, utc_now())
            assert waits.wait(20), "it waits for no item"
        claimed = waiting.result(20)
    assert claimed is not None
    assert (claimed.id, claimed.received) == (first.id, 5)
    assert server_store.queue.claim("bob", HOUR, utc_now(), (second.id,)) is None


def test_two_in_each_others_way_both_get_through(server_store: SqlStore, add: Add) -> None:
    ids = [item.id for item in add(1, 2)]
    both = threading.Barrier(2)
    tries: list[int] = []

    @repeated
    def change(first: int, second: int) -> None:
        tries.append(first)
        with server_store._database.write() as connection:
            _lengthen(connection, first)
            if len(tries) <= 2:
                both.wait(20)
            _lengthen(connection, second)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(change, *ids), pool.submit(change, *reversed(ids))]:
            done.result(20)
    assert len(tries) > 2, "they were not in each other's way"
    assert [item.received for item in server_store.queue.page()] == [2, 2]


def _lengthen(connection: Connection, id: int) -> None:
    more = update(queue).where(queue.c.id == id).values(received=queue.c.received + 1)
    connection.execute(more)
