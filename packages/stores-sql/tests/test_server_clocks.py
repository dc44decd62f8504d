"""Hosts whose clocks differ: leases go by the server's."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from aniworld_core.clock import utc_now
from aniworld_core.entities import QueueItem
from aniworld_stores_sql.store import SqlStore

Add = Callable[..., list[QueueItem]]
Again = Callable[..., SqlStore]
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("wrong", [timedelta(hours=2), timedelta(hours=-2)])
def test_leases_go_by_the_servers_clock(
    server_store: SqlStore, add: Add, again: Again, wrong: timedelta
) -> None:
    """Let a host whose clock is wrong work beside one whose clock is right."""
    other = again(clock=lambda: utc_now() + wrong)
    add(1)
    item = other.queue.claim("ann", HOUR, utc_now() + wrong)
    assert item is not None
    assert server_store.queue.reap(utc_now()) == 0
    assert server_store.queue.reap(utc_now() + HOUR - timedelta(minutes=1)) == 0
    assert other.queue.heartbeat(item.id, item.claim, 2 * HOUR, utc_now() + wrong)
    assert server_store.queue.reap(utc_now() + HOUR) == 0
    assert other.queue.requeue(item.id, item.claim, utc_now() + wrong + HOUR, counted=False)
    assert server_store.queue.claim("bob", HOUR, utc_now()) is None
    _near(server_store.queue.next_due(), utc_now() + HOUR)
    _near(other.queue.next_due(), utc_now() + wrong + HOUR)
    assert other.queue.claim("ann", HOUR, utc_now() + wrong + HOUR) is not None
    assert other.queue.reap(utc_now() + wrong) == 0


def test_a_clock_that_is_set_is_noticed_at_once(
    server_store: SqlStore, add: Add, again: Again
) -> None:
    wrong = [timedelta(0)]
    other = again(clock=lambda: utc_now() + wrong[0])
    add(1)
    assert server_store.queue.claim("ann", HOUR, utc_now()) is not None
    assert other.queue.reap(utc_now()) == 0
    wrong[0] = 2 * HOUR
    assert other.queue.reap(utc_now() + 2 * HOUR) == 0
    assert other.queue.reap(utc_now() + 3 * HOUR) == 1


def _near(at: datetime | None, expected: datetime) -> None:
    assert at is not None
    assert abs(at - expected) < timedelta(seconds=30)
