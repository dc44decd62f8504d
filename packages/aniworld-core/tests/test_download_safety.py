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
from aniworld_core.errors import (
    AlreadyThere,
    NoSpace,
)
from aniworld_core.library import Library
from aniworld_core.ports import Report
from aniworld_core.services.downloads.placing import place
from aniworld_core.testing.arrange import files, item, show
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
    claimed = shown.store.queue.claim(dead, timedelta(days=1), datetime.now(UTC))
    assert claimed is not None
    left = root / f".aniworld/incomplete/{claimed.id}/deadbeef/video.mp4.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    assert shown.downloads.work().finished == 1
    assert item(shown, E1).state is QueueState.DONE
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
