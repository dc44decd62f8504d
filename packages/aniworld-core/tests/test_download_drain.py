"""A drain: what runs comes to its own end, and nothing new is begun."""

import threading

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import EpisodeId, QueueState
from aniworld_core.library import Library
from aniworld_core.ports import Report
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World

IDS = [EpisodeId(1, number) for number in range(1, 4)]


@pytest.fixture
def config(config: Config, request: pytest.FixtureRequest) -> Config:
    """Return the settings with as many workers as the test asks for."""
    workers = getattr(request, "param", 1)
    return evolve(config, downloads=evolve(config.downloads, workers=workers))


@pytest.fixture
def queued(world: World, library: Library) -> Library:
    world.offer(show(*IDS))
    library.catalog.add("show")
    library.queue.add("show")
    return library


@pytest.mark.parametrize("config", [1, 2], indirect=True)
def test_what_runs_is_finished_and_the_rest_stays_queued(queued: Library, world: World) -> None:
    drain = threading.Event()

    def drain_now(report: Report) -> None:
        # One host serves one download at a time: the others wait for it, or are not claimed at all.
        drain.set()
        report(1, 2)

    world.during_fetch = drain_now
    claimed = queued.config.downloads.workers
    result = queued.downloads.work(drain=drain)
    assert 1 <= result.finished <= claimed
    assert (result.failed, result.waiting) == (0, len(IDS) - result.finished)
    assert all(item.attempts == 0 for item in queued.queue.page((QueueState.QUEUED,)))


def test_a_drain_that_is_set_before_begins_nothing(queued: Library, world: World) -> None:
    drain = threading.Event()
    drain.set()
    assert queued.downloads.work(drain=drain).waiting == len(IDS)
    assert world.opened == []


@pytest.mark.parametrize("config", [2], indirect=True)
def test_an_idle_worker_goes_while_another_ends_its_item(queued: Library, world: World) -> None:
    """Draining neither cancels a download nor needs it to be quick."""
    drain, running = threading.Event(), threading.Event()
    for item in queued.queue.page()[1:]:
        queued.queue.remove(item.id)

    def slowly(report: Report) -> None:
        running.set()
        drain.wait(10)
        for received in range(5):
            report(received, 5)
            threading.Event().wait(0.05)

    world.during_fetch = slowly
    with_result: list[int] = []
    thread = threading.Thread(
        target=lambda: with_result.append(queued.downloads.work(drain=drain).finished)
    )
    thread.start()
    assert running.wait(10)
    drain.set()
    thread.join(10)
    assert with_result == [1]


def test_a_stop_still_cancels_while_it_drains(queued: Library, world: World) -> None:
    stop, drain = threading.Event(), threading.Event()

    def both(report: Report) -> None:
        drain.set()
        stop.set()
        report(1, 2)

    world.during_fetch = both
    result = queued.downloads.work(stop, drain)
    assert (result.finished, result.waiting) == (0, len(IDS))
