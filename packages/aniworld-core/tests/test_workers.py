"""Who works on a store: seen while it lives, told what is asked of it, and forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from attrs import evolve

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    GER_DUB,
    EpisodeId,
    NewItem,
    SeriesKey,
    Wanted,
    WorkerOrder,
    WorkerProcess,
    WorkerRole,
)
from aniworld_core.errors import NotFound, StoreError
from aniworld_core.memory import MemoryStore
from aniworld_core.memory.workers import MemoryWorkers
from aniworld_core.services.workers import Presence, Workers, process_name
from aniworld_core.testing.clocks import ManualClock
from aniworld_core.testing.watching import eventually

NAME = "attic:1:a"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def workers(store: MemoryStore, clock: ManualClock) -> Workers:
    return Workers(name=NAME, label="attic", store=store, root=lambda: "mark", clock=clock)


@pytest.fixture
def asked() -> list[WorkerOrder]:
    return []


def present(workers: Workers, asked: list[WorkerOrder]) -> Presence:
    return workers.present(WorkerRole.WORKER, downloads=lambda: 3, obey=asked.append)


@contextmanager
def beating(store: MemoryStore, asked: list[WorkerOrder]) -> Iterator[Presence]:
    """Give signs of life fast."""
    now = utc_now()
    process = WorkerProcess(
        name=NAME, host="attic", role=WorkerRole.WEB, started=now, seen=now, until=now
    )
    with Presence(
        store=store.workers,
        describe=lambda: process,
        obey=asked.append,
        clock=utc_now,
        every=0.02,
    ) as presence:
        yield presence


def test_a_process_is_seen_at_once_and_no_more_when_it_ended(
    workers: Workers, asked: list[WorkerOrder]
) -> None:
    with present(workers, asked):
        (view,) = workers.all()
        assert view.alive
        assert (view.process.host, view.process.downloads, view.process.root) == (
            "attic",
            3,
            "mark",
        )
    assert not workers.all()


def test_who_is_silent_is_shown_for_a_day(
    store: MemoryStore, workers: Workers, clock: ManualClock, asked: list[WorkerOrder]
) -> None:
    with present(workers, asked):
        silent = list(store.workers.all())
    for one in silent:  # it was killed
        store.workers.beat(one, timedelta(seconds=20), clock())
    clock.now += timedelta(minutes=1)
    assert [view.alive for view in workers.all()] == [False]
    with pytest.raises(NotFound, match="No process attic"):
        workers.ask(NAME, WorkerOrder.STOP)
    clock.now += timedelta(days=2)
    assert not workers.all()


def test_who_began_in_the_place_of_a_silent_one_is_shown_alone(
    store: MemoryStore, workers: Workers, clock: ManualClock, asked: list[WorkerOrder]
) -> None:
    with present(workers, asked):
        (silent,) = store.workers.all()
    for name, host in (("attic:0:z", "attic"), ("barn:0:z", "barn")):  # both were killed
        killed = evolve(silent, name=name, host=host)
        store.workers.beat(killed, timedelta(seconds=20), clock())
    clock.now += timedelta(minutes=1)
    with present(workers, asked):
        assert [view.process.name for view in workers.all()] == [NAME, "barn:0:z"]


def test_what_it_works_on_and_leads_is_told(
    store: MemoryStore, workers: Workers, clock: ManualClock, asked: list[WorkerOrder]
) -> None:
    wanted = Wanted(languages=(GER_DUB,))
    episodes = [
        NewItem(key=SeriesKey("fern"), episode=EpisodeId(1, number), wanted=wanted)
        for number in (1, 2)
    ]
    store.queue.add(*episodes, now=clock())
    for name in (NAME, "barn:2:b"):
        assert store.queue.claim(name, timedelta(minutes=2), clock())
        store.leases.take(f"schedule of {name}", name, timedelta(minutes=2), clock())
    with present(workers, asked):
        (view,) = workers.all()
    assert [item.episode.number for item in view.items] == [1]
    assert list(view.leads) == [f"schedule of {NAME}"]


def test_an_order_is_heard_once(store: MemoryStore, asked: list[WorkerOrder]) -> None:
    with beating(store, asked) as presence:
        store.workers.ask(NAME, WorkerOrder.DRAIN)
        eventually(lambda: list(asked), lambda heard: heard == [WorkerOrder.DRAIN])
        store.workers.ask(NAME, WorkerOrder.STOP)
        eventually(lambda: list(asked), lambda heard: heard[1:] == [WorkerOrder.STOP])
        presence.undo()
        assert [one.asked for one in store.workers.all()] == [None]
        store.workers.ask(NAME, WorkerOrder.STOP)
        eventually(lambda: list(asked), lambda heard: heard[2:] == [WorkerOrder.STOP])


def test_a_store_that_is_away_is_asked_again(
    store: MemoryStore, asked: list[WorkerOrder], caplog: pytest.LogCaptureFixture
) -> None:
    failing = Failing(store.workers._shelves)
    store.workers = failing
    with beating(store, asked):
        assert not store.workers.all()
        failing.fails = False
        eventually(lambda: list(store.workers.all()), bool)
    assert "no sign of life could be given: It is away." in caplog.text


class Failing(MemoryWorkers):
    """A part that is away for a while."""

    fails = True

    def beat(self, worker: WorkerProcess, lease: timedelta, now: datetime) -> WorkerOrder | None:
        if self.fails:
            raise StoreError("It is away.")
        return super().beat(worker, lease, now)


def test_every_process_has_a_name_of_its_own() -> None:
    one, other = process_name("attic"), process_name("attic")
    assert one != other
    assert one.startswith("attic:")
    assert process_name("").partition(":")[0]
