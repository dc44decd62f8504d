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
    QueueState,
    SeriesKey,
)
from aniworld_core.errors import AlreadyThere, Blocked, Cancelled, LibraryUnavailable, NoSpace
from aniworld_core.library import Library
from aniworld_core.ports import Report
from aniworld_core.services.downloads.placing import place
from aniworld_core.testing.arrange import files, item, missing, show, video
from aniworld_core.testing.world import VIDEO, World

E1, E2 = EpisodeId(1, 1), EpisodeId(1, 2)


@pytest.fixture
def shown(world: World, library: Library) -> Library:
    world.offer(show(E1, E2))
    library.catalog.add("show")
    return library


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


def test_a_full_disk_ends_the_run_and_keeps_the_queue(shown: Library, world: World) -> None:
    def full(_: Report) -> None:
        raise NoSpace("The disk is full.")

    world.during_fetch = full
    shown.queue.add("show")
    with pytest.raises(NoSpace):
        shown.downloads.work()
    assert {kept.state for kept in shown.queue.page()} == {QueueState.QUEUED}


def test_the_reserve_is_kept(world: World, config: Config, library: Library) -> None:
    world.offer(show(E1))
    greedy = evolve(config, downloads=evolve(config.downloads, reserve=2**62))
    with Library.open(greedy, plugins=library.plugins.manager) as other:
        other.catalog.add("show")
        other.queue.add("show")
        with pytest.raises(NoSpace):
            other.downloads.work()


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


def test_a_place_that_holds_another_episode_is_not_overwritten(shown: Library, root: Path) -> None:
    """A directory, or any other thing, in the target's place is never replaced."""
    target = root / "Show (2013)/Season 01/Show S01E01.mp4"
    (target / "occupied").mkdir(parents=True)
    shown.queue.add("show", [E1])
    shown.downloads.work()
    assert item(shown, E1).state is QueueState.FAILED
    assert target.is_dir()


def test_two_series_of_one_name_get_folders_of_their_own(
    world: World, library: Library, root: Path
) -> None:
    world.offer(show(E1))
    world.offer(evolve(show(E1), key=SeriesKey("show-2"), ref="show-2"))
    library.catalog.add("show")
    library.catalog.add("show-2")
    library.queue.add("show")
    library.queue.add("show-2")
    assert library.downloads.work().finished == 2
    assert files(root) == [
        "Show (2013) [show-2]/Season 01/Show S01E01.mp4",
        "Show (2013)/Season 01/Show S01E01.mp4",
    ] or files(root) == [
        "Show (2013) [show]/Season 01/Show S01E01.mp4",
        "Show (2013)/Season 01/Show S01E01.mp4",
    ]


def test_a_link_out_of_the_library_is_not_followed(
    shown: Library, root: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "Show (2013)").symlink_to(elsewhere)
    shown.queue.add("show", [E1])
    shown.downloads.work()
    assert item(shown, E1).state is QueueState.FAILED
    assert list(elsewhere.iterdir()) == []


def test_placing_never_overwrites(tmp_path: Path) -> None:
    new, old = tmp_path / "new.mp4", tmp_path / "old.mp4"
    new.write_bytes(VIDEO)
    old.write_bytes(b"precious")
    with pytest.raises(AlreadyThere):
        place(new, old)
    assert old.read_bytes() == b"precious"


def test_a_double_episode_that_is_there_stays_one(shown: Library, world: World, root: Path) -> None:
    video(root / "Show (2013)/Season 01/Show S01E01-E02.mkv")
    shown.queue.add("show")
    shown.scanner.scan()
    assert shown.downloads.work().finished == 2
    assert world.opened == []
    assert missing(shown, "show") == []


@pytest.mark.parametrize("content", [b"", b"x" * 9_999])
def test_a_stub_in_the_way_is_no_episode(
    shown: Library, world: World, root: Path, content: bytes
) -> None:
    stub = video(root / "Show (2013)/Season 01/Show S01E01.mp4", content)
    shown.queue.add("show", [E1])
    assert shown.downloads.work().failed == 1
    assert "in the way" in item(shown, E1).reason
    assert world.opened == []
    assert stub.read_bytes() == content


def test_a_size_that_cannot_be_true_stops_only_its_own_episode(
    world: World, shown: Library, config: Config
) -> None:
    world.sizes["http://voe.test/show/S01E001"] = 10**18
    shown.queue.add("show")
    result = shown.downloads.work()
    assert (result.finished, result.failed) == (1, 1)
    assert "MiB are free" in item(shown, E1).reason


def test_a_site_that_blocks_its_links_rests(shown: Library, world: World) -> None:
    world.open_error = Blocked("A captcha is asked for.")
    world.link(E1, "http://vidoza.test/1", "Vidoza")
    shown.queue.add("show")
    assert shown.downloads.work().waiting == 2
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
    def full(_: Report) -> None:
        raise NoSpace("The disk is full.")

    stop = threading.Event()
    world.during_fetch = full
    shown.queue.add("show")
    with pytest.raises(NoSpace):
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
    old = video(root / f".aniworld/incomplete/{claimed.id}/{claimed.claim + 1}-abc/half.mp4")
    shown.downloads.work()
    assert item(shown, E1).worker == alive
    assert kept.exists()
    assert not old.exists()
