"""Full disks: nothing crashes or is lost, what happened is told, and it goes on when there is room (T7).

The disks are real and small. What fills them lies beside, as the files of other programs would.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config, parse
from aniworld_core.entities import EpisodeId, HoldKind, QueueState, Stream
from aniworld_core.events import DownloadsHeld, DownloadsReleased, DownloadStarted
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import Report
from aniworld_core.testing.arrange import files, show
from aniworld_core.testing.disks import MountDisk
from aniworld_core.testing.watching import Heard, eventually
from aniworld_core.testing.world import World
from aniworld_stores_sql import aniworld_open_store

MIB = 1024**2
IDS = [EpisodeId(1, number) for number in range(1, 4)]


def settings(root: Path, data: Path, **downloads: object) -> Config:
    root.mkdir(exist_ok=True)
    plain = {"reserve": MIB, "backoff": 0.0, "patience": 60.0, "workers": 1, **downloads}
    return parse({"library": str(root), "data": str(data), "store": "memory:", "downloads": plain})


@contextmanager
def opened(config: Config, world: World) -> Iterator[tuple[Library, Heard]]:
    """Open a library over a world with one series, all of it queued."""
    heard = Heard()
    manager = PluginManager()
    manager.register(world)
    store = None
    if config.store != "memory:":
        store = aniworld_open_store(config.store)
    with Library.open(config, plugins=manager, sinks=[heard], store=store) as library:
        library.catalog.add("show")
        library.queue.add("show")
        yield library, heard
    if store is not None:
        store.close()


@pytest.fixture
def world() -> World:
    world = World()
    world.offer(show(*IDS))
    return world


@pytest.mark.parametrize("size", [8, 32, 64])
def test_downloads_pause_at_the_reserve_and_go_on_with_room(
    mount_disk: MountDisk, world: World, tmp_path: Path, size: int
) -> None:
    small = mount_disk(size * MIB)
    place = small.path
    with opened(settings(place / "library", tmp_path / "data"), world) as (library, heard):
        filler = small.fill(but=MIB // 2)
        with ThreadPoolExecutor(1) as threads:
            work = threads.submit(library.downloads.work)
            (held,) = heard.wait(DownloadsHeld)
            assert held.kind is HoldKind.DISK
            assert "free, and 1.0 MB are to stay free" in held.reason
            assert world.opened == []
            filler.unlink()
            result = work.result(30)
        assert (result.finished, result.waiting, result.hold) == (3, 0, None)
        heard.wait(DownloadsReleased)
        assert len(files(place / "library")) == 3


def test_a_disk_that_fills_up_stops_what_runs_and_keeps_its_beginning(
    mount_disk: MountDisk, world: World, tmp_path: Path
) -> None:
    small = mount_disk(32 * MIB)
    place = small.path
    root = place / "library"
    fillers: list[Path] = []

    def while_it_fills(report: Report) -> None:
        """Be halfway when another program takes the room."""
        if not fillers:
            (workspace,) = (root / ".aniworld" / "incomplete").glob("*/*")
            (workspace / "video.part").write_bytes(bytes(MIB))
            fillers.append(small.fill(but=MIB // 2))
            for _ in range(300):
                report(MIB, 2 * MIB)
                threading.Event().wait(0.05)
            pytest.fail("nobody stopped it")
        report(1, 2)

    world.during_fetch = while_it_fills
    with opened(settings(root, tmp_path / "data"), world) as (library, heard):
        with ThreadPoolExecutor(1) as threads:
            work = threads.submit(library.downloads.work)
            heard.wait(DownloadsHeld)
            items = eventually(
                library.queue.page,
                lambda items: all(item.state is QueueState.QUEUED for item in items),
            )
            assert [item.attempts for item in items] == [0, 0, 0]
            assert files(root) == []
            assert list(root.glob(".aniworld/incomplete/*/*/video.part"))
            assert len(heard.wait(DownloadStarted)) == 1
            fillers[0].unlink()
            assert work.result(30).finished == 3
        assert len(files(root)) == 3


def test_a_file_that_alone_is_too_large_does_not_stop_the_others(
    mount_disk: MountDisk, world: World, tmp_path: Path
) -> None:
    """What it left is removed, as pieces are: there is room again, and it would fill up again."""
    small = mount_disk(8 * MIB)
    place = small.path
    root = place / "library"
    tried: list[int] = []

    def too_large(report: Report) -> None:
        tried.append(1)
        if len(tried) > 1:
            return
        filler = small.fill(but=MIB // 2)
        try:
            for _ in range(300):
                report(6 * MIB, None)
                threading.Event().wait(0.05)
        finally:
            filler.unlink()

    world.during_fetch = too_large
    with opened(settings(root, tmp_path / "data"), world) as (library, _):
        result = library.downloads.work()
        assert (result.failed, result.finished) == (1, 2)
        (failed,) = library.queue.page((QueueState.FAILED,))
        assert failed.reason == "The disk was full up to its reserve when 6.3 MB of it were there."


class Growing:
    """A downloader of files of four MiB that goes on from what it has."""

    name = "growing"

    def fetch(self, _: Stream, directory: Path, report: Report) -> Path:
        part = directory / "video.part"
        part.touch()
        while (size := part.stat().st_size) < 4 * MIB:
            with part.open("ab") as file:
                file.write(bytes(32 * 1024))
            report(size, 4 * MIB)
            threading.Event().wait(0.02)
        return part.rename(directory / "video.mp4")


def test_what_was_begun_does_not_fill_the_disk_for_ever(
    mount_disk: MountDisk, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of three would fit, but not all: one goes on, at the cost of what is there of another."""
    small = mount_disk(8 * MIB)
    fetch = Growing().fetch
    monkeypatch.setattr(
        "aniworld_core.testing.world._Wire.fetch", lambda _, *arguments: fetch(*arguments)
    )
    root = small.path / "library"
    limits = {"workers": 3, "per_hoster": 3, "patience": 4.0}
    with opened(settings(root, tmp_path / "data", **limits), world) as (library, _):
        result = library.downloads.work()
        assert result.finished == 1
        assert result.hold is not None
        assert result.hold.kind is HoldKind.DISK
        assert len(files(root)) == 1


def test_downloads_wait_for_a_store_without_room(
    mount_disk: MountDisk, world: World, tmp_path: Path
) -> None:
    """The file is in its place though nobody could write that down: it is found there afterwards."""
    small = mount_disk(64 * MIB)
    place = small.path
    config = settings(tmp_path / "library", place)
    config = evolve(config, store=f"sqlite:///{place}/library.db")
    with opened(config, world) as (library, heard):
        fillers: list[Path] = []

        def then_full(report: Report) -> None:
            if not fillers:
                fillers.append(small.fill())
                (place / "library.db.ballast").unlink()
                small.fill()
            report(1, 2)

        world.during_fetch = then_full
        with ThreadPoolExecutor(1) as threads:
            work = threads.submit(library.downloads.work)
            (held, *_) = heard.wait(DownloadsHeld)
            assert "data folder" in held.reason or "its disk is full" in held.reason
            threading.Event().wait(2)
            fillers[0].unlink()
            result = work.result(60)
        assert (result.failed, result.waiting) == (0, 0)
        assert {item.state for item in library.queue.page()} == {QueueState.DONE}
        assert len(files(tmp_path / "library")) == 3
        assert len(world.fetched) == 3
