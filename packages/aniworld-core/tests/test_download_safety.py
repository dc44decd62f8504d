"""Downloads that are stopped, disturbed or in danger of harming something."""

import socket
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import (
    EpisodeId,
    HoldKind,
    QueueState,
)
from aniworld_core.errors import (
    Blocked,
    Cancelled,
    InvalidConfig,
    InvalidValue,
    LibraryUnavailable,
    NoSpace,
    StoreError,
)
from aniworld_core.library import Library
from aniworld_core.ports import Report
from aniworld_core.testing.arrange import files, item, show, video
from aniworld_core.testing.world import World

E1, E2 = EpisodeId(1, 1), EpisodeId(1, 2)


def test_a_stop_leaves_the_item_queued_and_no_file(
    shown: Library, world: World, root: Path
) -> None:
    stop = threading.Event()

    def stop_now(report: Report) -> None:
        stop.set()
        report(1, 2)

    world.during_fetch = stop_now
    shown.queue.add("show", [E1])
    result = shown.downloads.work(stop)
    assert (result.finished, result.failed, result.waiting) == (0, 0, 1)
    assert item(shown, E1).state is QueueState.QUEUED
    assert files(root) == []


def test_removing_a_running_item_cancels_it(shown: Library, world: World, root: Path) -> None:
    cancelled = threading.Event()

    def until_cancelled(report: Report) -> None:
        shown.queue.remove(item(shown, E1).id)
        try:
            while True:
                report(1, 2)
                cancelled.wait(0.05)
        finally:
            cancelled.set()

    world.during_fetch = until_cancelled
    shown.queue.add("show", [E1])
    assert shown.downloads.work().finished == 0
    assert cancelled.is_set()
    assert files(root) == []


def test_what_one_item_cannot_do_stops_no_other(shown: Library, world: World, root: Path) -> None:
    """A downloader, or the naming template, may make a name of which no file can be made."""
    episodes = iter([E1, E2])

    def odd(_: Report) -> None:
        if next(episodes) == E1:
            raise InvalidValue("'mp4~' is no file name extension.")

    world.during_fetch = odd
    shown.queue.add("show")
    result = shown.downloads.work()
    assert (result.finished, result.failed) == (1, 1)
    failed = next(one for one in shown.queue.page() if one.state is QueueState.FAILED)
    assert "is no file name extension" in failed.reason
    assert len(files(root)) == 1


def test_a_wrong_setting_fails_no_item(shown: Library, world: World) -> None:
    """No item is to blame, and the next one would fare no better."""

    def misled(_: Report) -> None:
        raise InvalidConfig("plugins.ytdlp.ffmpeg: /nope/ffmpeg is no program that can be run.")

    world.during_fetch = misled
    shown.queue.add("show")
    with pytest.raises(InvalidConfig, match="/nope/ffmpeg"):
        shown.downloads.work()
    assert {kept.state for kept in shown.queue.page()} == {QueueState.QUEUED}


def test_a_full_disk_holds_the_downloads_and_keeps_the_queue(shown: Library, world: World) -> None:
    def full(_: Report) -> None:
        raise NoSpace("The disk is full.")

    world.during_fetch = full
    shown.queue.add("show")
    hold = shown.downloads.work().hold
    assert hold is not None
    assert hold.reason == "The disk is full. Downloads go on by themselves."
    assert {kept.state for kept in shown.queue.page()} == {QueueState.QUEUED}


def test_the_reserve_is_kept(world: World, config: Config, library: Library) -> None:
    world.offer(show(E1))
    greedy = evolve(config, downloads=evolve(config.downloads, reserve=2**62))
    with Library.open(greedy, plugins=library.plugins.manager) as other:
        other.catalog.add("show")
        other.queue.add("show")
        hold = other.downloads.work().hold
        assert hold is not None
        assert hold.kind is HoldKind.DISK
        assert world.opened == []


def test_what_a_dead_process_was_doing_is_done_again(shown: Library, root: Path) -> None:
    shown.queue.add("show", [E1])
    dead = f"{socket.gethostname()}:999999:abcdef01"
    lock = shown.config.data / "workers" / f"{dead.replace(':', '_')}.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()
    claimed = shown.store.queue.claim(dead, timedelta(days=1), datetime.now(UTC))
    assert claimed is not None
    left = root / f".aniworld/incomplete/{claimed.id}/{claimed.claim}-abc/video.mp4.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    assert shown.downloads.work().finished == 1
    assert item(shown, E1).state is QueueState.DONE
    assert not left.exists()
    assert not lock.exists()


def test_empty_directories_of_a_killed_process_go_too(shown: Library, root: Path) -> None:
    left = root / ".aniworld/incomplete/77"
    left.mkdir(parents=True)
    shown.downloads.work()
    assert not left.exists()


def test_a_paused_queue_is_left_alone(shown: Library, world: World) -> None:
    shown.queue.add("show")
    shown.queue.pause()
    result = shown.downloads.work()
    assert result.paused
    assert result.waiting == 2
    assert world.opened == []


def test_a_size_that_cannot_be_true_stops_only_its_own_episode(
    world: World, shown: Library, config: Config
) -> None:
    world.sizes["http://voe.test/show/S01E001"] = 10**18
    shown.queue.add("show")
    result = shown.downloads.work()
    assert (result.finished, result.failed) == (1, 1)
    assert "B are free" in item(shown, E1).reason


def test_a_site_that_blocks_its_links_rests(world: World, config: Config, library: Library) -> None:
    world.offer(show(E1, E2))
    world.open_error = Blocked("A captcha is asked for.")
    world.link(E1, "http://vidoza.test/1", "Vidoza")
    alone = evolve(config, downloads=evolve(config.downloads, workers=1))
    with Library.open(alone, plugins=library.plugins.manager) as other:
        other.catalog.add("show")
        other.queue.add("show")
        assert other.downloads.work().waiting == 2
    assert len(world.opened) == 1
    assert world.fetched == []


def test_a_plugin_that_gives_up_is_no_stop(shown: Library, world: World) -> None:
    def gives_up(_: Report) -> None:
        raise Cancelled("Enough.")

    world.during_fetch = gives_up
    shown.queue.add("show", [E1])
    assert shown.downloads.work().failed == 1
    assert "gave up by itself: Enough." in item(shown, E1).reason


def test_a_root_that_cannot_be_written_costs_no_request(
    shown: Library, world: World, root: Path
) -> None:
    (root / ".aniworld").write_text("a file in the place of the folder")
    shown.queue.add("show")
    with pytest.raises(LibraryUnavailable, match="cannot be written"):
        shown.downloads.work()
    assert world.opened == []
    assert {kept.state for kept in shown.queue.page()} == {QueueState.QUEUED}


def test_a_stop_event_of_the_caller_is_left_alone(shown: Library, world: World) -> None:
    def broken(_: Report) -> None:
        raise StoreError("The store is broken.")

    stop = threading.Event()
    world.during_fetch = broken
    shown.queue.add("show")
    with pytest.raises(StoreError):
        shown.downloads.work(stop)
    assert not stop.is_set()


def test_a_worker_that_lost_its_item_harms_nobody(shown: Library, world: World, root: Path) -> None:
    """Its lease runs out while it downloads; another worker finishes, and keeps what it made."""
    theirs = root / ".aniworld" / "incomplete"

    def overtaken(report: Report) -> None:
        later = datetime.now(UTC) + timedelta(hours=1)
        shown.store.queue.reap(later)
        other = shown.store.queue.claim("other", timedelta(hours=1), later)
        assert other is not None
        place = theirs / str(other.id) / f"{other.claim}-abc"
        place.mkdir()
        (place / "half.mp4").write_bytes(b"half")
        report(1, 2)

    world.during_fetch = overtaken
    shown.queue.add("show", [E1])
    stop = threading.Event()
    threading.Timer(3, stop.set).start()
    assert shown.downloads.work(stop).finished == 0
    assert item(shown, E1).state is QueueState.RUNNING
    assert [path.name for path in theirs.rglob("half.mp4")] == ["half.mp4"]


def test_what_a_live_process_is_doing_is_left_to_it(shown: Library, root: Path) -> None:
    """It runs on this host, but its lock is elsewhere: only the end of its lease proves it dead."""
    shown.queue.add("show", [E1])
    alive = f"{socket.gethostname()}:1:abcdef01"
    claimed = shown.store.queue.claim(alive, timedelta(days=1), datetime.now(UTC))
    assert claimed is not None
    kept = video(root / f".aniworld/incomplete/{claimed.id}/{claimed.claim}-abc/half.mp4")
    removed = video(root / ".aniworld/incomplete/99/1-abc/half.mp4")
    shown.downloads.work()
    assert item(shown, E1).worker == alive
    assert kept.exists()
    assert not removed.exists()
