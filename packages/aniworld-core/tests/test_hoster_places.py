"""Places at hosters that processes share: no more than there are, and none is lost with who had it."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from attrs import evolve

from aniworld_core.clock import utc_now
from aniworld_core.config import Config
from aniworld_core.entities import Condition, ConditionKind, Episode, EpisodeId, Lease, QueueState
from aniworld_core.errors import RateLimited, StoreError
from aniworld_core.library import Library
from aniworld_core.memory import MemoryStore
from aniworld_core.ports import LeaseStore, Report
from aniworld_core.services.downloads.hoster_places import HosterPlaces
from aniworld_core.testing.arrange import show
from aniworld_core.testing.clocks import START, ManualClock
from aniworld_core.testing.watching import Gate, eventually
from aniworld_core.testing.world import World

FAILED = Condition(provider="hoster VOE", kind=ConditionKind.UNAVAILABLE, since=START)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


class Wavering:
    """Leases of a store that is away while a test says so."""

    def __init__(self, leases: LeaseStore) -> None:
        self._leases = leases
        self.away = False

    def take(
        self, name: str, holder: str, lease: timedelta, now: datetime, places: int = 1
    ) -> bool:
        self._check()
        return self._leases.take(name, holder, lease, now, places)

    def drop(self, name: str, holder: str, now: datetime) -> bool:
        self._check()
        return self._leases.drop(name, holder, now)

    def release(self, holder: str) -> int:
        self._check()
        return self._leases.release(holder)

    def held(self, now: datetime, name: str | None = None) -> Sequence[Lease]:
        self._check()
        return self._leases.held(now, name)

    def _check(self) -> None:
        if self.away:
            raise StoreError("The database is gone.")


@pytest.fixture
def leases() -> Wavering:
    return Wavering(MemoryStore().leases)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def ours(leases: Wavering, clock: ManualClock) -> HosterPlaces:
    return HosterPlaces(leases=leases, clock=clock)


@pytest.fixture
def theirs(leases: Wavering, clock: ManualClock) -> HosterPlaces:
    return HosterPlaces(leases=leases, clock=clock)


def test_all_processes_together_have_the_places(ours: HosterPlaces, theirs: HosterPlaces) -> None:
    assert ours.take("VOE", "ours/1", 2)
    assert theirs.take("Voe", "theirs/2", 2)
    assert not ours.take("voe", "ours/3", 2)
    assert ours.take("Vidoza", "ours/3", 2)
    theirs.drop("VOE", "theirs/2")
    assert ours.take("VOE", "ours/4", 2)


def test_what_others_have_is_known_within_two_seconds(
    ours: HosterPlaces, theirs: HosterPlaces, clock: ManualClock
) -> None:
    ours.take("VOE", "ours/1", 3)
    assert (ours.elsewhere("VOE"), ours.shared()) == (0, False)
    theirs.take("voe", "theirs/2", 3)
    theirs.take("voe", "theirs/3", 3)
    clock.now += 2 * SECOND
    assert (ours.elsewhere("VOE"), ours.elsewhere("Vidoza"), ours.shared()) == (2, 0, True)
    assert theirs.elsewhere("VOE") == 1
    theirs.drop("VOE", "theirs/2")
    clock.now += 2 * SECOND
    assert ours.elsewhere("VOE") == 1


def test_a_place_that_is_kept_stays_and_that_of_the_dead_is_free_in_a_minute(
    ours: HosterPlaces, theirs: HosterPlaces, clock: ManualClock
) -> None:
    assert ours.take("VOE", "ours/1", 1)
    for _ in range(8):
        clock.now += 15 * SECOND
        ours.keep()
        assert not theirs.take("VOE", "theirs/2", 1)
    clock.now += MINUTE
    assert theirs.take("VOE", "theirs/2", 1)


def test_while_a_process_works_its_places_are_kept(
    leases: Wavering, theirs: HosterPlaces, clock: ManualClock
) -> None:
    ours = HosterPlaces(leases=leases, clock=clock, every=0.01)
    ours.take("VOE", "ours/1", 1)
    (first,) = leases.held(clock.now)
    with ours.keeping():
        clock.now += 30 * SECOND
        eventually(lambda: leases.held(clock.now)[0].until, lambda until: until > first.until)
        clock.now += 45 * SECOND
        assert not theirs.take("VOE", "theirs/2", 1)


def test_who_ends_gives_back_what_a_slow_hoster_still_has(
    ours: HosterPlaces, theirs: HosterPlaces, leases: Wavering
) -> None:
    with ours.keeping():
        ours.take("VOE", "ours/1", 1)
    assert theirs.take("VOE", "theirs/2", 1)
    leases.away = True
    ours.drop("VOE", "ours/1")  # its answer came, and the store is closed: no warning


def test_a_place_that_was_given_back_is_not_kept(ours: HosterPlaces, theirs: HosterPlaces) -> None:
    ours.take("VOE", "ours/1", 1)
    ours.drop("VOE", "ours/1")
    ours.keep()
    assert theirs.take("VOE", "theirs/2", 1)


def test_a_store_that_is_away_ends_no_download_and_the_place_is_kept_later(
    ours: HosterPlaces, theirs: HosterPlaces, leases: Wavering, clock: ManualClock
) -> None:
    ours.take("VOE", "ours/1", 1)
    ours.take("VOE", "ours/2", 2)
    leases.away = True
    clock.now += 45 * SECOND
    ours.keep()
    ours.drop("VOE", "ours/2")
    leases.away = False
    ours.keep()
    clock.now += 45 * SECOND
    assert not theirs.take("VOE", "theirs/3", 1)
    assert theirs.take("VOE", "theirs/3", 2), "the one that was given back is free by its lease"


@pytest.fixture
def config(config: Config) -> Config:
    return evolve(config, downloads=evolve(config.downloads, workers=3, per_hoster=2))


def test_a_hoster_that_is_full_elsewhere_keeps_no_worker_busy(
    library: Library, world: World
) -> None:
    ids = [EpisodeId(1, number) for number in range(1, 7)]
    hosters = ["VOE", "VOE", "VOE", "Voe", "Vidoza", "VOE"]
    episodes = [Episode(id=id, hosters=(one,)) for id, one in zip(ids, hosters, strict=True)]
    world.series["show"] = evolve(show(*ids), episodes=tuple(episodes))
    for id, hoster in zip(ids, hosters, strict=True):
        world.link(id, f"http://{hoster.lower()}.test/{id}", hoster)
    library.catalog.add("show")
    library.queue.add("show")
    gate = Gate()
    world.during_fetch = gate
    other = Library.open(library.config, plugins=library.plugins.manager, store=library.store)
    with other, ThreadPoolExecutor(2) as threads:
        works = [threads.submit(library.downloads.work)]
        eventually(lambda: library.store.leases.held(utc_now()), lambda held: len(held) == 3)
        works.append(threads.submit(other.downloads.work))
        time.sleep(3)
        running = library.queue.page((QueueState.RUNNING,))
        gate.open()
        assert [one.episode for one in running] == [ids[0], ids[1], ids[4]]
        assert sum(work.result(30).finished for work in works) == len(ids)
    assert library.store.leases.held(utc_now()) == []


def test_a_hoster_that_asked_one_process_for_a_rest_is_not_asked_by_another(
    library: Library, world: World
) -> None:
    """The other one waits for the place meanwhile, and has it before it would look at conditions again."""
    ids = [EpisodeId(1, number) for number in range(1, 4)]
    world.series["show"] = show(*ids)
    for id in ids:
        world.link(id, f"http://voe.test/{id}", "VOE")
    library.catalog.add("show")
    library.queue.add("show")
    library.store.conditions.update("hoster VOE", lambda _: FAILED)
    gate, asked = Gate(), []

    def refuse(report: Report) -> None:
        asked.append(1)
        gate(report)
        raise RateLimited("Slow down.", retry_after=timedelta(hours=1))

    world.during_fetch = refuse
    other = Library.open(library.config, plugins=library.plugins.manager, store=library.store)
    with other, ThreadPoolExecutor(2) as threads:
        works = [threads.submit(one.downloads.work) for one in (library, other)]
        eventually(lambda: library.queue.page((QueueState.RUNNING,)), lambda items: len(items) == 3)
        time.sleep(1)
        gate.open()
        assert sum(work.result(30).finished for work in works) == 0
    assert library.store.queue.counts() == {QueueState.QUEUED: 3}
    assert len(asked) == 1
