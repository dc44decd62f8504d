"""A stop is felt at once, also while a hoster keeps its asker waiting."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import EpisodeId, QueueState
from aniworld_core.events import Event, QueueChanged
from aniworld_core.library import Library
from aniworld_core.testing.arrange import show
from aniworld_core.testing.watching import eventually
from aniworld_core.testing.world import World

IDS = [EpisodeId(1, 1), EpisodeId(1, 2)]


class Slow:
    """Lets the hosters' answers wait until they are allowed."""

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)
        self.answers = threading.Event()

    def __call__(self) -> None:
        self.asked.release()
        assert self.answers.wait(30)


@pytest.fixture
def slow(world: World) -> Iterator[Slow]:
    slow = Slow()
    world.before_resolve = slow
    yield slow
    slow.answers.set()


@pytest.fixture
def config(config: Config) -> Config:
    return evolve(config, downloads=evolve(config.downloads, workers=1))


@pytest.fixture
def queued(world: World, library: Library) -> Library:
    world.offer(show(*IDS))
    library.catalog.add("show")
    library.queue.add("show")
    return library


def test_who_waits_for_an_answer_stops_without_it(queued: Library, slow: Slow) -> None:
    stop = threading.Event()
    with ThreadPoolExecutor(1) as threads:
        work = threads.submit(queued.downloads.work, stop)
        assert slow.asked.acquire(timeout=30)
        stop.set()
        assert work.result(timeout=10).waiting == 2
    assert not slow.answers.is_set()
    items = queued.queue.page()
    assert {(item.state, item.attempts) for item in items} == {(QueueState.QUEUED, 0)}


@pytest.mark.parametrize(("way", "state"), [("pause", QueueState.PAUSED), ("remove", None)])
def test_what_another_process_takes_away_is_told_here(
    queued: Library, slow: Slow, events: list[Event], way: str, state: QueueState | None
) -> None:
    first, _ = queued.queue.page()
    queue, stop = queued.store.queue, threading.Event()
    with ThreadPoolExecutor(1) as threads:
        work = threads.submit(queued.downloads.work, stop)
        assert slow.asked.acquire(timeout=30)
        events.clear()
        (queue.pause if way == "pause" else queue.remove)(first.id)
        eventually(
            lambda: [one for one in events if isinstance(one, QueueChanged)],
            lambda told: [(one.id, one.state) for one in told] == [(first.id, state)],
        )
        stop.set()
        slow.answers.set()
        work.result(timeout=30)


@pytest.mark.parametrize("call", ["links", "open"])
def test_who_waits_for_the_site_stops_without_it(
    queued: Library, slow: Slow, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(f"aniworld_core.testing.world._Site.{call}", lambda *_: slow())
    stop = threading.Event()
    with ThreadPoolExecutor(1) as threads:
        work = threads.submit(queued.downloads.work, stop)
        assert slow.asked.acquire(timeout=30)
        stop.set()
        assert work.result(timeout=10).waiting == 2
    assert not slow.answers.is_set()


def test_the_next_one_has_its_turn_only_when_the_hoster_has_answered(
    queued: Library, slow: Slow
) -> None:
    first, second = queued.queue.page()
    with ThreadPoolExecutor(1) as threads:
        work = threads.submit(queued.downloads.work)
        assert slow.asked.acquire(timeout=30)
        queued.queue.remove(first.id)
        eventually(
            lambda: queued.store.queue.get(second.id),
            lambda item: item is not None and item.state is QueueState.RUNNING,
        )
        assert not slow.asked.acquire(timeout=1), "one host was asked twice at the same time"
        slow.answers.set()
        assert slow.asked.acquire(timeout=30)
        assert work.result(timeout=30).finished == 1
