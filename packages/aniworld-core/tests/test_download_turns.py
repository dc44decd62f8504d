"""Turns at a hoster: among the jobs of a process, and among processes that share a store."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from aniworld_core.clock import utc_now
from aniworld_core.entities import GER_DUB, EpisodeId, QueueItem, SeriesKey, Wanted
from aniworld_core.memory import MemoryStore
from aniworld_core.ports import LeaseStore
from aniworld_core.services.downloads.hoster_places import HosterPlaces
from aniworld_core.services.downloads.turns import Turns


@pytest.fixture
def leases() -> LeaseStore:
    return MemoryStore().leases


def job(worker: str, id: int) -> QueueItem:
    return QueueItem(
        id=id,
        key=SeriesKey("show"),
        episode=EpisodeId(1, id),
        wanted=Wanted(languages=(GER_DUB,)),
        worker=worker,
        added=utc_now(),
    )


def process(leases: LeaseStore, places: int = 1) -> Turns:
    return Turns(lambda _: places, HosterPlaces(leases=leases, clock=utc_now))


def test_a_place_is_free_again_however_its_holder_ended(leases: LeaseStore) -> None:
    turns = process(leases)
    for _ in range(2):
        with suppress(ZeroDivisionError), turns.turn("VOE", job("ours", 1), lambda: None):
            assert turns.busy("voe")
            assert not turns.busy("Vidoza")
            raise ZeroDivisionError
    assert not turns.busy("VOE")
    assert turns.busy("VOE", bound=1)
    assert leases.held(utc_now()) == []


def test_who_waits_for_a_place_can_give_up(leases: LeaseStore) -> None:
    turns = process(leases)

    def check() -> None:
        raise TimeoutError

    with (
        turns.turn("VOE", job("ours", 1), lambda: None),
        pytest.raises(TimeoutError),
        turns.turn("VOE", job("ours", 2), check),
    ):
        pytest.fail("it had a turn")


def test_who_waits_for_another_process_has_the_place_soon_or_gives_up(leases: LeaseStore) -> None:
    ours, theirs = process(leases), process(leases)
    entered = threading.Event()

    def give_up() -> None:
        raise TimeoutError

    def wait() -> None:
        with theirs.turn("voe", job("theirs", 2), lambda: None):
            entered.set()

    with ThreadPoolExecutor(1) as threads:
        with ours.turn("VOE", job("ours", 1), lambda: None):
            with (
                pytest.raises(TimeoutError),
                theirs.turn("voe", job("theirs", 3), give_up),
            ):
                pytest.fail("it had a turn")
            waiting = threads.submit(wait)
            assert not entered.wait(1.5)
        waiting.result(2)
    assert entered.is_set()


def test_a_place_that_is_given_back_here_is_taken_here_at_once(leases: LeaseStore) -> None:
    ours, theirs = process(leases, 2), process(leases, 2)
    came = threading.Event()

    def wait() -> None:
        with ours.turn("VOE", job("ours", 3), lambda: None):
            came.set()

    with ThreadPoolExecutor(1) as threads, theirs.turn("VOE", job("theirs", 1), lambda: None):
        with ours.turn("VOE", job("ours", 2), lambda: None):
            waiting = threads.submit(wait)
            assert not came.wait(0.3)
        left = time.monotonic()
        waiting.result(5)
        assert time.monotonic() - left < 0.5
