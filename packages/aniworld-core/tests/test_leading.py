"""Scheduled work: of many processes one does it, once in its time, also when clocks jump and leaders die."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import monotonic, sleep

import pytest

from aniworld_core.errors import Cancelled, StoreError
from aniworld_core.memory import MemoryStore
from aniworld_core.services.leading import Check, Leading
from aniworld_core.services.leading.lead import Lead
from aniworld_core.testing.clocks import ManualClock

HOURS = timedelta(hours=6)
YEAR = timedelta(days=365)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def lead(store: MemoryStore, clock: ManualClock) -> Callable[[str], Leading]:
    """Return a function that makes what a process leads by."""
    return lambda name: Leading(leases=store.leases, name=name, clock=clock)


def test_of_many_at_once_one_does_it(lead: Callable[[str], Leading]) -> None:
    done: list[str] = []
    together = threading.Barrier(8)

    def run(name: str) -> bool:
        def work(_: Check) -> None:
            sleep(0.05)
            done.append(name)

        together.wait(30)
        return lead(name).once("refresh", HOURS, work)

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(run, map(str, range(8))))
    assert len(done) == 1
    assert sum(told) == 1


def test_it_is_done_once_in_a_period_by_whomever(
    lead: Callable[[str], Leading], clock: ManualClock
) -> None:
    done: list[int] = []
    assert lead("a").once("refresh", HOURS, lambda _: done.append(1))
    clock.now += HOURS - timedelta(seconds=1)
    assert not lead("a").once("refresh", HOURS, lambda _: done.append(2))
    assert not lead("b").once("refresh", HOURS, lambda _: done.append(3))
    assert lead("b").once("scan", HOURS, lambda _: done.append(4))
    clock.now += timedelta(seconds=1)
    assert lead("b").once("refresh", HOURS, lambda _: done.append(5))
    assert done == [1, 4, 5]


def test_what_failed_is_still_due(lead: Callable[[str], Leading]) -> None:
    def fail(_: Check) -> None:
        raise StoreError("It does not answer.")

    with pytest.raises(StoreError):
        lead("a").once("refresh", HOURS, fail)
    assert lead("b").once("refresh", HOURS, lambda _: None)


def test_a_dead_leader_is_followed_by_another(
    lead: Callable[[str], Leading], store: MemoryStore, clock: ManualClock
) -> None:
    assert store.leases.take("schedule refresh", "dead", timedelta(minutes=2), clock())
    assert not lead("b").once("refresh", HOURS, lambda _: None)
    clock.now += timedelta(minutes=2)
    assert lead("b").once("refresh", HOURS, lambda _: None)


def test_a_leader_whose_clock_jumped_ahead_is_told_that_it_leads_no_more(
    store: MemoryStore, clock: ManualClock
) -> None:
    first = Leading(leases=store.leases, name="a", clock=clock, lease=timedelta(seconds=0.4))
    second = Leading(leases=store.leases, name="b", clock=clock)
    followed: list[str] = []

    def work(check: Check) -> None:
        check()
        clock.now += timedelta(days=1)
        second.once("refresh", HOURS, lambda _: followed.append("b"))
        assert store.leases.take("schedule refresh", "c", timedelta(minutes=2), clock())
        end = monotonic() + 30
        while monotonic() < end:
            sleep(0.01)
            check()

    with pytest.raises(Cancelled, match="Another process"):
        first.once("refresh", HOURS, work)
    assert followed == ["b"]
    assert [one.holder for one in store.leases.held(clock(), "schedule refresh")] == ["c"]


def test_a_clock_that_was_ahead_stops_nothing_for_years(
    lead: Callable[[str], Leading], store: MemoryStore, clock: ManualClock
) -> None:
    clock.now += YEAR
    assert lead("a").once("refresh", HOURS, lambda _: None)
    assert store.leases.take("schedule scan", "a", timedelta(minutes=2), clock())
    clock.now -= YEAR
    assert lead("b").once("refresh", HOURS, lambda _: None)
    assert not lead("c").once("refresh", HOURS, lambda _: None)
    assert lead("b").once("scan", HOURS, lambda _: None)


def test_a_shorter_period_counts_from_now_on(
    lead: Callable[[str], Leading], clock: ManualClock
) -> None:
    lead("a").once("refresh", HOURS, lambda _: None)
    clock.now += timedelta(hours=1)
    assert lead("a").once("refresh", timedelta(hours=1), lambda _: None)


def test_a_lease_that_cannot_be_renewed_is_lost_when_it_ends() -> None:
    def renew() -> bool:
        raise StoreError("It does not answer.")

    with Lead(renew, lease=0.3, every=0.05) as lead:
        assert not lead.lost
        sleep(0.4)
        assert lead.lost
