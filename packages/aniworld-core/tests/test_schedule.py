"""The schedule of processes that share a store: what is due is done, by one of them."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config, ScheduleConfig
from aniworld_core.entities import EpisodeId
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.running import Schedule
from aniworld_core.services.leading import Check
from aniworld_core.testing.arrange import show, video
from aniworld_core.testing.watching import eventually
from aniworld_core.testing.world import World

SECOND = 1 / 3600

Open = Callable[..., Library]


@pytest.fixture
def opened(world: World, config: Config) -> Iterator[Open]:
    """Return a function that opens one more library on the world's store, as another process would."""
    with ExitStack() as stack:

        def open_one(**hours: float) -> Library:
            manager = PluginManager()
            manager.add(world, "world")
            own = evolve(config, schedule=ScheduleConfig(**hours))
            return stack.enter_context(Library.open(own, plugins=manager))

        yield open_one


def threads() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name in {"schedule", "leader"}]


def test_three_processes_read_the_sites_once(opened: Open) -> None:
    ran: list[str] = []
    schedules = []
    for name in ("a", "b", "c"):
        library = opened(refresh_hours=6.0)

        def refresh(_: Check, name: str = name) -> None:
            ran.append(name)

        def current(library: Library = library) -> Library:
            return library

        schedules.append(Schedule(current, refresh=refresh, first=0.05))
    for schedule in schedules:
        schedule.start()
    eventually(lambda: ran, bool)
    threading.Event().wait(0.3)
    for schedule in schedules:
        schedule.close()
    assert len(ran) == 1
    again = Schedule(
        lambda: opened(refresh_hours=6.0), refresh=lambda _: ran.append("d"), first=0.01
    )
    again.start()  # as after a restart
    threading.Event().wait(0.3)
    again.close()
    assert len(ran) == 1
    assert threads() == []


def test_what_is_due_is_read_and_scanned(opened: Open, world: World, root: Path) -> None:
    fern = show(EpisodeId(1, 1), key="fern", title="Fern")
    world.offer(fern)
    library = opened(refresh_hours=SECOND / 10, scan_hours=SECOND / 10)
    library.store.series.put(evolve(fern, checked=None))
    video(root / "Fern/Season 01/Fern S01E01.mp4")
    schedule = Schedule(lambda: library)
    schedule.start()
    eventually(lambda: library.catalog.get("fern").checked, bool)
    eventually(library.store.files.folders, bool)
    schedule.close()


def test_without_hours_nothing_is_done(opened: Open) -> None:
    library = opened(refresh_hours=0.0)
    ran: list[str] = []
    schedule = Schedule(
        lambda: library,
        refresh=lambda _: ran.append("refresh"),
        scan=lambda _: ran.append("scan"),
        first=0.0,
    )
    schedule.start()
    threading.Event().wait(0.2)
    schedule.close()
    assert ran == []


def test_who_has_no_library_folder_scans_nothing(opened: Open, root: Path) -> None:
    library = opened(refresh_hours=SECOND / 10, scan_hours=SECOND / 10)
    root.rmdir()
    ran: list[str] = []
    schedule = Schedule(
        lambda: library,
        refresh=lambda _: ran.append("refresh"),
        scan=lambda _: ran.append("scan"),
    )
    schedule.start()
    eventually(lambda: ran, lambda ran: len(ran) >= 2)
    schedule.close()
    assert set(ran) == {"refresh"}


def test_a_fault_is_logged_and_outlived_and_a_stop_ends_what_is_done(
    opened: Open, caplog: pytest.LogCaptureFixture
) -> None:
    library = opened(refresh_hours=SECOND / 100)
    ran: list[str] = []
    begun = threading.Event()

    def refresh(check: Check) -> None:
        ran.append("refresh")
        if len(ran) == 1:
            raise RuntimeError("nobody thought of this")
        begun.set()
        while True:
            threading.Event().wait(0.01)
            check()

    schedule = Schedule(lambda: library, refresh=refresh)
    with caplog.at_level(logging.INFO, logger="aniworld_core"):
        schedule.start()
        assert begun.wait(30)
        schedule.close()
    assert "nobody thought of this" in caplog.text
    assert "The program ended." in caplog.text
    assert threads() == []


def test_it_starts_again_after_a_stop(opened: Open) -> None:
    library = opened(refresh_hours=SECOND / 100)
    ran = threading.Semaphore(0)
    schedule = Schedule(lambda: library, refresh=lambda _: ran.release())
    for _ in range(3):
        schedule.start()
        schedule.start()
        schedule.stop()
    schedule.start()
    assert ran.acquire(timeout=30)
    schedule.close()
    assert threads() == []
