"""Holds: a time of the day, so many an hour, no room; told once, waited for, and nothing begun meanwhile."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import EpisodeId, HistoryEntry, HistoryKind, Hold, HoldKind
from aniworld_core.errors import StoreFull
from aniworld_core.events import DownloadFinished, DownloadsHeld, DownloadsReleased, Event
from aniworld_core.keys import SeriesKey
from aniworld_core.library import Library
from aniworld_core.memory.history import MemoryHistory
from aniworld_core.memory.shelves import Shelves
from aniworld_core.ports import Store
from aniworld_core.services.holds import Holds
from aniworld_core.testing.arrange import show
from aniworld_core.testing.clocks import ManualClock
from aniworld_core.testing.disks import MountDisk
from aniworld_core.testing.world import World

IDS = [EpisodeId(1, number) for number in range(1, 5)]
NOON = datetime(2030, 5, 1, 12).astimezone()
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
MIB = 1024**2

Make = Callable[..., Holds]


@pytest.fixture
def clock() -> ManualClock:
    """Tell the noon of where the tests run, as the time of the day is meant."""
    return ManualClock(NOON.astimezone(UTC))


@pytest.fixture
def make(config: Config, store: Store, events: list[Event], clock: ManualClock) -> Make:
    def make(**downloads: Any) -> Holds:
        changed = evolve(config, downloads=evolve(config.downloads, **downloads))
        return Holds(config=changed, history=store.history, emit=events.append, clock=clock)

    return make


def now(holds: Holds) -> Hold:
    hold = holds.current()
    assert hold is not None
    return hold


def downloaded(store: Store, at: datetime) -> None:
    store.history.append(
        HistoryEntry(
            key=SeriesKey("show"), episode=IDS[0], at=at, kind=HistoryKind.DOWNLOADED, text=""
        )
    )


def test_without_limits_nothing_holds(make: Make) -> None:
    assert make().current() is None


def test_downloads_begin_in_their_time_of_the_day(make: Make, clock: ManualClock) -> None:
    holds = make(window="22:00-06:00")
    hold = now(holds)
    assert hold.kind is HoldKind.WINDOW
    assert hold.reason == "Downloads begin from 22:00 to 06:00, as downloads.window says."
    assert hold.until == NOON + 10 * HOUR
    clock.now = NOON + 10 * HOUR
    assert holds.current() is None
    clock.now = NOON + 18 * HOUR
    assert now(holds).until == NOON + 34 * HOUR


def test_an_hour_has_so_many(make: Make, clock: ManualClock, store: Store) -> None:
    holds = make(per_hour=2)
    for minutes in (70, 40, 10):
        downloaded(store, clock() - minutes * MINUTE)
    hold = now(holds)
    assert (hold.kind, hold.until) == (HoldKind.HOURLY, NOON + 20 * MINUTE)
    assert "2 downloads in the last hour" in hold.reason
    clock.now += 20 * MINUTE
    assert holds.current() is None
    assert holds.allows(running=0)
    assert not holds.allows(running=1)


def test_each_change_is_told_once(make: Make, clock: ManualClock, events: list[Event]) -> None:
    holds = make(window="22:00-06:00")
    for _ in range(3):
        assert holds.watch() is not None
    clock.now += 10 * HOUR
    for _ in range(3):
        assert holds.watch() is None
    assert [type(event) for event in events] == [DownloadsHeld, DownloadsReleased]


def test_a_disk_that_has_room_but_refused_is_given_ever_more_time(
    make: Make, clock: ManualClock
) -> None:
    """A quota is not seen by looking at the disk."""
    holds = make()
    rests = []
    for _ in range(10):
        holds.note(StoreFull("The store is full."))
        holds.note(StoreFull("The store is full."))
        until = now(holds).until
        assert until is not None
        rests.append((until - clock()).total_seconds())
        clock.now = until
        assert holds.current() is None
    assert rests == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600]
    holds.ease()
    holds.note(StoreFull("The store is full."))
    assert now(holds).until == clock() + timedelta(seconds=2)


def test_it_goes_on_only_with_a_little_more_than_the_reserve(
    make: Make, root: Path, mount_disk: MountDisk
) -> None:
    kib = 1024
    small = mount_disk(8 * MIB, root)
    holds = make(reserve=4096 * kib)
    for free, held in ((4096, False), (4092, True), (4096, True), (4348, True), (4352, False)):
        filler = small.fill(but=free * kib)
        assert (holds.watch() is not None) is held, free
        filler.unlink()


def test_without_a_reserve_a_full_disk_holds_all_the_same(
    make: Make, root: Path, mount_disk: MountDisk
) -> None:
    small = mount_disk(8 * MIB, root)
    holds = make(reserve=0)
    assert holds.current() is None
    small.fill()
    hold = now(holds)
    assert (hold.kind, hold.free, hold.total) == (HoldKind.DISK, 0, 8 * MIB)
    assert "has 0 bytes free, and 1.0 MB are to stay free" in hold.reason


def test_a_disk_that_never_has_the_reserve_says_so(make: Make) -> None:
    hold = now(make(reserve=2**62))
    assert hold.needed is not None
    assert hold.total is not None
    assert hold.needed > hold.total
    assert hold.reason.endswith("in all: lower downloads.reserve.")


def test_the_data_folder_keeps_some_room_of_its_own(
    make: Make, config: Config, mount_disk: MountDisk
) -> None:
    mount_disk(8 * MIB, config.data)
    assert "The disk of the data folder" in now(make()).reason


def test_a_root_that_is_gone_holds_nothing(make: Make, root: Path) -> None:
    holds = make(reserve=2**62)
    assert holds.current() is not None
    root.rmdir()
    assert holds.current() is None


@pytest.fixture
def queued(world: World, library: Library) -> Library:
    world.offer(show(*IDS))
    library.catalog.add("show")
    library.queue.add("show")
    return library


def with_downloads(library: Library, **downloads: Any) -> Library:
    config = evolve(library.config, downloads=evolve(library.config.downloads, **downloads))
    return Library.open(config, plugins=library.plugins.manager, store=library.store)


def test_no_more_than_an_hour_may_have_run_beside_each_other(queued: Library) -> None:
    with with_downloads(queued, per_hour=2, workers=4, per_hoster=4) as library:
        result = library.downloads.work()
        assert (result.finished, result.waiting) == (2, 2)
        assert result.hold == library.holds.current()
        assert result.hold is not None
        assert result.hold.kind is HoldKind.HOURLY


def test_a_hold_that_is_known_to_last_is_not_waited_for(queued: Library, world: World) -> None:
    local = datetime.now(UTC).astimezone()
    window = f"{local + 2 * HOUR:%H:%M}-{local + 3 * HOUR:%H:%M}"
    with with_downloads(queued, window=window, patience=3600.0) as library:
        result = library.downloads.work()
    assert (result.finished, result.waiting) == (0, 4)
    assert result.hold is not None
    assert result.hold.kind is HoldKind.WINDOW
    assert world.opened == []


def test_one_of_unknown_length_is_waited_for_as_long_as_patience_lasts(queued: Library) -> None:
    with with_downloads(queued, reserve=2**62, patience=1.0) as library:
        begun = datetime.now(UTC)
        result = library.downloads.work()
    assert result.hold is not None
    assert timedelta(seconds=1) <= datetime.now(UTC) - begun < timedelta(seconds=10)


def test_a_stop_ends_the_wait(queued: Library) -> None:
    stop = threading.Event()
    with (
        with_downloads(queued, reserve=2**62, patience=3600.0) as library,
        ThreadPoolExecutor(1) as threads,
    ):
        work = threads.submit(library.downloads.work, stop)
        threading.Event().wait(0.3)
        stop.set()
        assert work.result(5).waiting == 4


class Scarce(MemoryHistory):
    """A history whose disk is full at the worst moment, and has room a moment later."""

    def __init__(self, shelves: Shelves) -> None:
        super().__init__(shelves)
        self.left = 1

    def append(self, *entries: HistoryEntry) -> None:
        if self.left and any(entry.kind is HistoryKind.DOWNLOADED for entry in entries):
            self.left -= 1
            raise StoreFull("The store is full.")
        super().append(*entries)


def test_what_was_downloaded_is_noted_though_the_store_was_full_right_then(
    world: World, library: Library, events: list[Event]
) -> None:
    world.store.history = Scarce(world.store.history._shelves)  # type: ignore[attr-defined,misc]
    world.offer(show(IDS[0]))
    library.catalog.add("show")
    library.queue.add("show")
    assert library.downloads.work().finished == 1
    kinds = [entry.kind for entry in library.store.history.of(SeriesKey("show"))]
    assert kinds == [HistoryKind.DOWNLOADED, HistoryKind.QUEUED]
    assert any(isinstance(event, DownloadFinished) for event in events)
