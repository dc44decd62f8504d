"""The runner by itself: it outlives what should not happen, and sees what other processes do."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from aniworld_core.clock import utc_now
from aniworld_core.entities import EpisodeId, NewItem, QueueState, Series, Wanted
from aniworld_core.errors import StoreError
from aniworld_core.events import DownloadFinished
from aniworld_core.library import Library
from aniworld_core.running import Runner
from aniworld_core.testing.arrange import show
from aniworld_core.testing.clocks import ManualClock
from aniworld_core.testing.watching import Gate, Heard, eventually
from aniworld_core.testing.world import World


@pytest.fixture
def fern(world: World) -> Series:
    """Return a series of six episodes, which the world's site offers."""
    fern = show(*(EpisodeId(1, number) for number in range(1, 7)), key="fern", title="Fern")
    world.offer(fern)
    return fern


@pytest.fixture
def heard(library: Library, fern: Series) -> Heard:
    """Return what hears the library's events; Fern is registered."""
    library.store.series.put(fern)
    heard = Heard()
    library.emit.add(heard)
    return heard


@pytest.fixture
def broken() -> list[Exception]:
    """Return what asking for the library raises, one after another."""
    return []


@pytest.fixture
def runner(library: Library, broken: list[Exception]) -> Iterator[Runner]:
    def current() -> Library:
        if broken:
            raise broken.pop()
        return library

    runner = Runner(current, every=0.05, again=0.05)
    library.emit.add(runner)
    yield runner
    runner.close()
    assert not runner.state.running
    assert not runner.state.stopping


def test_what_a_host_had_that_is_gone_is_taken_over_though_nothing_else_is_due(
    runner: Runner, library: Library, heard: Heard
) -> None:
    library.queue.add("fern", [EpisodeId(1, 1)])
    assert library.store.queue.claim("gone:1:x", timedelta(seconds=0.5), utc_now())
    runner.start()
    heard.wait(DownloadFinished)


def test_a_fault_of_the_program_is_logged_and_outlived(
    runner: Runner,
    library: Library,
    heard: Heard,
    broken: list[Exception],
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken.append(RuntimeError("nobody thought of this"))
    library.queue.add("fern")
    with caplog.at_level(logging.ERROR, logger="aniworld_core"):
        runner.start()
        heard.wait(DownloadFinished, 6)
    assert "nobody thought of this" in caplog.text
    eventually(lambda: runner.state.trouble, lambda trouble: trouble is None)


def test_a_fault_that_stays_is_shown(
    runner: Runner, library: Library, broken: list[Exception]
) -> None:
    broken += [RuntimeError("again")] * 100_000
    runner.start()
    trouble = eventually(lambda: runner.state.trouble, bool)
    assert trouble is not None
    assert "again" not in trouble.error.message  # what a person can do is in the log, and the hint
    assert trouble.error.hint
    broken.clear()
    runner.start()
    eventually(lambda: runner.state.trouble, lambda trouble: trouble is None)


def test_what_another_process_queues_is_found_without_an_event(
    runner: Runner, library: Library, heard: Heard, fern: Series
) -> None:
    runner.start()
    library.store.queue.add(
        NewItem(
            key=fern.key,
            episode=fern.episodes[0].id,
            wanted=Wanted(languages=library.config.downloads.languages),
        ),
        now=utc_now(),
    )
    heard.wait(DownloadFinished)


def test_starting_and_stopping_in_any_order_is_fine(runner: Runner) -> None:
    runner.stop()
    for _ in range(20):
        runner.start()
        runner.start()
        runner.stop()
        runner.stop()
    eventually(lambda: runner.state.stopping, lambda stopping: not stopping)
    runner.start()
    assert runner.state.running


def test_after_finish_what_runs_comes_to_its_end_and_nothing_else_begins(
    runner: Runner, library: Library, heard: Heard, world: World
) -> None:
    gate = Gate()
    world.during_fetch = gate
    items = library.queue.add("fern")
    runner.start()
    gate.wait()
    runner.finish()
    assert not runner.state.running
    assert not runner.join(0.1)
    assert runner.state.stopping
    gate.open()
    assert runner.join(30)
    counts = library.queue.counts()
    running = library.config.downloads.workers
    assert counts == {QueueState.DONE: running, QueueState.QUEUED: len(items) - running}
    runner.start()
    heard.wait(DownloadFinished, len(items))


@pytest.mark.usefixtures("heard")
def test_a_stop_after_finish_puts_back_what_runs(
    runner: Runner, library: Library, world: World
) -> None:
    gate = Gate()
    world.during_fetch = gate
    items = library.queue.add("fern")
    runner.start()
    gate.wait()
    runner.finish()
    runner.stop()
    assert runner.join(30)
    assert library.queue.counts() == {QueueState.QUEUED: len(items)}


def test_the_waits_after_outages_double() -> None:
    waits: list[float] = []
    clock = ManualClock()

    def away() -> Library:
        raise StoreError("The store does not answer.")

    runner = Runner(away, again=0.01, clock=clock)
    runner.start()

    def waited() -> bool:
        trouble = runner.state.trouble
        if trouble is not None:
            waits.append(round((trouble.next_try - clock()).total_seconds(), 3))
        return bool(waits) and waits[-1] >= 0.16

    eventually(waited, bool)
    runner.close()
    assert set(waits) <= {0.01, 0.02, 0.04, 0.08, 0.16, 0.32}
    assert waits == sorted(waits)


def test_a_runner_of_other_providers_leaves_the_rest(
    library: Library, heard: Heard, fern: Series
) -> None:
    library.queue.add("fern")
    others = Runner(lambda: library, providers=("elsewhere",), every=0.02)
    others.start()
    assert not others.join(0.2)
    others.close()
    assert library.queue.counts() == {QueueState.QUEUED: 6}
    own = Runner(lambda: library, providers=("elsewhere", fern.provider), every=0.02)
    own.start()
    heard.wait(DownloadFinished)
    own.close()
