"""The runner by itself: it outlives what should not happen, and sees what other processes do."""

import asyncio
import logging
from collections.abc import Iterator

import pytest

from aniworld_core.clock import utc_now
from aniworld_core.entities import NewItem, Series, Wanted
from aniworld_core.events import DownloadFinished
from aniworld_core.library import Library
from aniworld_core.testing.watching import Heard, eventually
from aniworld_web.running.runner import Runner


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
    asyncio.run(runner.close())
    assert not runner.state.running
    assert not runner.state.stopping


def test_a_fault_of_the_program_is_logged_and_outlived(
    runner: Runner,
    library: Library,
    heard: Heard,
    broken: list[Exception],
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken.append(RuntimeError("nobody thought of this"))
    library.queue.add("fern")
    with caplog.at_level(logging.ERROR, logger="aniworld_web"):
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
