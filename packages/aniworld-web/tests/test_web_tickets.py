"""Tickets: once, for half a minute, at every process that shares the store, and never kept as they are."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from aniworld_core.clock import utc_now
from aniworld_core.entities import Scope
from aniworld_core.memory import MemoryStore
from aniworld_core.ports import Store
from aniworld_stores_sql import aniworld_open_store
from aniworld_web.auth.tickets import Tickets
from aniworld_web.caller import Caller

CALLER = Caller(scope=Scope.READ, session="somebody")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(params=["memory", "sqlite"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sequence[Store]]:
    """Return the store as two processes see it: opened by each, or one in memory."""
    if request.param == "memory":
        yield [MemoryStore()] * 2
        return
    opened = [aniworld_open_store(f"sqlite:///{tmp_path / 'store.db'}") for _ in range(2)]
    stores = [store for store in opened if store is not None]
    yield stores
    for store in stores:
        store.close()


@pytest.mark.parametrize(
    "caller",
    [
        CALLER,
        Caller(scope=Scope.WRITE, session="a-_9" * 8),
        Caller(scope=Scope.WRITE, api_key="0123456789abcdef"),
        Caller(scope=Scope.READ, api_key="0123456789abcdef"),
    ],
)
def test_a_ticket_of_one_process_is_good_at_another_once(
    stores: Sequence[Store], caller: Caller
) -> None:
    here, there = (Tickets(store.leases) for store in stores)
    ticket, other = here.issue(caller), here.issue(CALLER)
    assert there.redeem(ticket.text) == caller
    assert [tickets.redeem(ticket.text) for tickets in (here, there)] == [None, None]
    assert there.redeem(other.text) == CALLER


@pytest.mark.parametrize("text", ["", "no ticket", "\udc80", "%", "a" * 5000])
def test_what_is_no_ticket_opens_nothing(stores: Sequence[Store], text: str) -> None:
    tickets = Tickets(stores[0].leases)
    tickets.issue(CALLER)
    assert tickets.redeem(text) is None


def test_of_those_who_show_it_at_one_moment_one_gets_in(stores: Sequence[Store]) -> None:
    processes = [Tickets(store.leases) for store in stores]
    both = Barrier(2)

    def redeem(tickets: Tickets, text: str) -> Caller | None:
        both.wait(10)
        return tickets.redeem(text)

    with ThreadPoolExecutor(2) as threads:
        for _ in range(20):
            text = processes[0].issue(CALLER).text
            found = list(threads.map(redeem, processes, [text, text]))
            assert sorted(found, key=bool) == [None, CALLER]


def test_a_ticket_is_good_for_half_a_minute(stores: Sequence[Store]) -> None:
    clock = Clock()
    tickets, began = _tickets(stores, clock), clock.now
    first, second = tickets.issue(CALLER), tickets.issue(CALLER)
    assert first.expires == began + timedelta(seconds=30)
    clock.now = began + timedelta(seconds=29.9)
    assert tickets.redeem(first.text) == CALLER
    clock.now = began + timedelta(seconds=30)
    assert tickets.redeem(second.text) is None


def test_what_is_over_does_not_stay_in_the_store(stores: Sequence[Store]) -> None:
    clock = Clock()
    tickets, began = _tickets(stores, clock), clock.now
    for _ in range(5):
        tickets.issue(CALLER)
    clock.now = began + timedelta(minutes=1)
    tickets.issue(CALLER)
    assert len(stores[0].leases.held(began)) == 1


def test_the_oldest_make_room(stores: Sequence[Store]) -> None:
    clock = Clock()
    tickets, texts = _tickets(stores, clock, size=2), []
    for _ in range(3):
        texts.append(tickets.issue(CALLER).text)
        clock.now += timedelta(seconds=1)
    assert [tickets.redeem(one) for one in texts] == [None, CALLER, CALLER]


def test_the_store_has_no_ticket_that_could_be_shown(
    stores: Sequence[Store], tmp_path: Path
) -> None:
    ticket = Tickets(stores[0].leases).issue(CALLER)
    (kept,) = stores[0].leases.held(utc_now())
    assert ticket.text not in kept.name + kept.holder
    assert "somebody" in kept.holder
    for file in tmp_path.iterdir():
        assert ticket.text.encode() not in file.read_bytes()


def _tickets(stores: Sequence[Store], clock: Clock, *, size: int = 1000) -> Tickets:
    return Tickets(stores[0].leases, clock, size=size)
