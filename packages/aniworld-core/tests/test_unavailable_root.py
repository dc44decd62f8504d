"""A library folder that goes away at work: nothing is missing, nothing fails, nothing is queued (T8)."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import evolve

from aniworld_core import hookimpl
from aniworld_core.config import Config
from aniworld_core.entities import EpisodeId, NamedEpisodes, QueueState
from aniworld_core.errors import LibraryUnavailable
from aniworld_core.events import Event, ScanProgress
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.arrange import missing, put, show, video
from aniworld_core.testing.disks import MountDisk
from aniworld_core.testing.world import World

FOLDERS = 4
EPISODES = 3
NOBODY = 65534

pytestmark = pytest.mark.skipif(os.name != "posix", reason="disks come and go otherwise elsewhere")


class Disk:
    """A disk mounted at ``root``, or a folder that stands for one where only root may mount."""

    def __init__(self, root: Path, how: str, mount_disk: MountDisk) -> None:
        self.root = root
        self.how = how
        self._mounted = None if how == "folder" else mount_disk(8 * 1024**2, root)

    def spoil(self) -> None:
        """Take the disk away, or let nobody write on it any more; a second time changes nothing."""
        if self.how == "read-only":
            subprocess.run(["mount", "-o", "remount,ro", str(self.root)], check=True)
        elif self._mounted is not None:
            self._mounted.release()
        elif not self.root.with_name("aside").exists():
            self.root.rename(self.root.with_name("aside"))
            self.root.mkdir()


@pytest.fixture(params=["unmounted", "folder"])
def disk(root: Path, request: pytest.FixtureRequest, mount_disk: MountDisk) -> Disk:
    return Disk(root, request.param, mount_disk)


@pytest.fixture(params=["unmounted", "read-only", "folder"])
def written_disk(root: Path, request: pytest.FixtureRequest, mount_disk: MountDisk) -> Disk:
    return Disk(root, request.param, mount_disk)


class Readers:
    """A plugin whose reader of names runs something first: a moment in the middle of a folder."""

    name = "readers"

    def __init__(self, first: Callable[[], None]) -> None:
        self.first = first

    @hookimpl
    def aniworld_name_readers(self) -> list["Readers"]:
        return [self]

    def read(self, relative_path: str) -> NamedEpisodes | None:
        self.first()
        return None


@contextmanager
def opened(
    world: World, config: Config, *plugins: object, sink: Callable[[Event], None] = lambda _: None
) -> Iterator[Library]:
    manager = PluginManager()
    manager.add(world, "world")
    for number, plugin in enumerate(plugins):
        manager.add(plugin, f"plugin {number}")
    with Library.open(config, plugins=manager, sinks=[sink]) as library:
        yield library


def fill(library: Library, root: Path) -> None:
    for folder in range(1, FOLDERS + 1):
        put(library, f"show-{folder}", f"Show {folder}", count=EPISODES)
        for number in range(1, EPISODES + 1):
            video(root / f"Show {folder}/Show {folder} S01E{number:02}.mkv")
    library.scanner.scan()
    assert lost(library) == []


def lost(library: Library) -> list[str]:
    """List what is missing of everything, and what is queued."""
    keys = [f"show-{folder}" for folder in range(1, FOLDERS + 1)]
    queued = [str(item.episode) for item in library.queue.page()]
    return [name for key in keys for name in missing(library, key)] + queued


def scanned(library: Library, *, full: bool = False) -> None:
    """Scan and queue what is missing, as a timer does; the scan may refuse."""
    with suppress(LibraryUnavailable):
        library.scanner.scan(full=full)
        library.queue.put(*library.queue.plan_all())


@pytest.mark.parametrize("after", range(FOLDERS + 1))
def test_a_disk_that_goes_between_two_folders_of_a_scan(
    world: World, config: Config, disk: Disk, after: int
) -> None:
    def sink(event: Event) -> None:
        if armed and isinstance(event, ScanProgress) and event.done == after:
            disk.spoil()

    armed: list[bool] = []
    with opened(world, config, sink=sink) as library:
        fill(library, disk.root)
        armed.append(True)
        scanned(library, full=True)
        assert lost(library) == []
        armed.clear()
        scanned(library)
        assert lost(library) == []


def test_a_disk_that_goes_in_the_middle_of_a_folder(
    world: World, config: Config, disk: Disk
) -> None:
    def spoil() -> None:
        if armed:
            disk.spoil()

    armed: list[bool] = []
    with opened(world, config, Readers(spoil)) as library:
        # The order of a directory is the disk's own affair: one such name comes early in any.
        video(disk.root / "Show 1/00 unreadable.mkv")
        fill(library, disk.root)
        video(disk.root / "Show 1/99 unreadable.mkv")
        armed.append(True)
        scanned(library, full=True)
        assert lost(library) == []
        scanned(library)
        assert lost(library) == []


@pytest.mark.parametrize("written_disk", ["read-only"], indirect=True)
def test_a_disk_that_may_not_be_written_is_read(
    world: World, config: Config, written_disk: Disk
) -> None:
    with opened(world, config) as library:
        fill(library, written_disk.root)
        world.offer(show(EpisodeId(1, 1), key="new", title="New"))
        library.catalog.add("http://catalogue.test/new")
        written_disk.spoil()
        assert library.scanner.scan(full=True).gone_files == 0
        library.queue.add("new")
        with pytest.raises(LibraryUnavailable, match="cannot be written"):
            library.downloads.work()
        assert library.queue.counts() == {QueueState.QUEUED: 1}


def test_permissions_that_are_lost(world: World, config: Config) -> None:
    """Root may read everything, so it is nobody who works, in folders that are nobody's."""
    with TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        root, data = place / "library", place / "data"
        root.mkdir()
        data.mkdir()
        with opened(world, evolve(config, library=root, data=data)) as library:
            fill(library, root)
            with without_rights(root, data):
                with pytest.raises(LibraryUnavailable, match="Nothing was marked as missing"):
                    library.scanner.scan(full=True)
                with pytest.raises(LibraryUnavailable):
                    library.downloads.work()
                assert lost(library) == []


@contextmanager
def without_rights(root: Path, data: Path) -> Iterator[None]:
    """Take the right to read ``root`` from this process; ``data`` stays its own."""
    privileged = os.geteuid() == 0
    root.chmod(0)
    if privileged:
        for path in (data, *data.rglob("*")):
            os.chown(path, NOBODY, -1)
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if privileged:
            os.seteuid(0)
        root.chmod(0o755)


@pytest.mark.parametrize("moment", ["asked", "fetched"])
def test_a_disk_that_goes_while_downloads_run(
    world: World, config: Config, written_disk: Disk, moment: str
) -> None:
    disk = written_disk
    beneath = disk.root
    ids = [EpisodeId(1, number) for number in range(1, 4)]
    with opened(world, config) as library:
        fill(library, disk.root)
        world.offer(show(*ids, key="new", title="New"))
        library.catalog.add("http://catalogue.test/new")
        library.queue.add("new")
        if moment == "asked":
            world.before_resolve = disk.spoil
        else:
            world.during_fetch = lambda _: disk.spoil()
        with pytest.raises(LibraryUnavailable):
            library.downloads.work()
        assert library.queue.counts() == {QueueState.QUEUED: len(ids)}
        assert [item.attempts for item in library.queue.page()] == [0] * len(ids)
        assert missing(library, "show-1") == []
        if disk.how != "read-only":  # nothing is written to where the disk should be
            assert [path for path in beneath.rglob("*") if path.is_file()] == []
