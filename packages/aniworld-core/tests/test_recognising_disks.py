"""One library folder on several disks and hosts: what has the mark is the same, whatever its device (T8)."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import HOME, EpisodeId, FolderScan, QueueState
from aniworld_core.errors import LibraryUnavailable
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.root_mark import MARK, read
from aniworld_core.testing.arrange import files, missing, put, video
from aniworld_core.testing.disks import MountDisk
from aniworld_core.testing.world import World

pytestmark = pytest.mark.skipif(os.name != "posix", reason="disks come and go otherwise elsewhere")

OLD = 1_600_000_000
SIZE = 8 * 1024**2


@contextmanager
def host(world: World, config: Config, root: Path) -> Iterator[Library]:
    """Open the library as a host does that has its folder at ``root``; all share the world's store."""
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(evolve(config, library=root), plugins=manager) as library:
        yield library


def fill(library: Library, *folders: str) -> None:
    """Put two episodes into each folder, which are old enough for their directories to be trusted."""
    root = library.config.root
    for folder in folders:
        put(library, folder.lower(), folder, count=2)
        for number in (1, 2):
            video(root / folder / f"{folder} S01E{number:02}.mkv")
        os.utime(root / folder, (OLD, OLD))


@pytest.fixture
def elsewhere(root: Path, mount_disk: MountDisk, tmp_path: Path) -> Path:
    """Return the place where another host has the library folder: the disk there is another device."""
    place = tmp_path / "mnt"
    mount_disk(SIZE, place)
    assert place.stat().st_dev != root.stat().st_dev
    return place


def share(root: Path, place: Path) -> None:
    """Let the other host see what is in the folder, with the same times."""
    for entry in place.iterdir():
        shutil.rmtree(entry)
    shutil.copytree(root, place, dirs_exist_ok=True)


def test_another_host_reads_nothing_again(
    world: World, config: Config, root: Path, elsewhere: Path
) -> None:
    with host(world, config, root) as one, host(world, config, elsewhere) as other:
        fill(one, "Show", "Other")
        assert one.scanner.scan().read == 2
        share(root, elsewhere)
        for library in (other, one, other):
            result = library.scanner.scan()
            assert (result.read, result.files, result.unavailable) == (0, 4, ())


def test_another_host_believes_what_was_deleted(
    world: World, config: Config, root: Path, elsewhere: Path
) -> None:
    with host(world, config, root) as one, host(world, config, elsewhere) as other:
        fill(one, "Show", "Other", "Third")
        one.scanner.scan()
        (root / "Show/Show S01E01.mkv").unlink()
        shutil.rmtree(root / "Other")
        share(root, elsewhere)
        result = other.scanner.scan()
        assert (result.gone_files, result.unavailable) == (3, ())
        assert missing(other, "show") == ["S01E001"]
        assert missing(other, "other") == ["S01E001", "S01E002"]


def test_a_host_whose_disk_is_not_mounted_concludes_nothing(
    world: World, config: Config, root: Path, tmp_path: Path
) -> None:
    unmounted = tmp_path / "unmounted"
    video(unmounted / "Forgotten/Forgotten S01E01.mkv")  # so that it is not even empty
    with host(world, config, root) as one, host(world, config, unmounted) as other:
        fill(one, "Show")
        one.scanner.scan()
        other.queue.add("show")
        for act in (other.scanner.scan, other.downloads.work):
            with pytest.raises(LibraryUnavailable, match="it has no mark"):
                act()
        assert files(unmounted) == ["Forgotten/Forgotten S01E01.mkv"]
        assert not (unmounted / MARK.parent).exists()
        assert missing(one, "show") == []
        assert (one.recognising.writable(), other.recognising.writable()) == (read(root), None)


def test_what_an_older_program_remembered_is_read_once_by_another_host(
    world: World, config: Config, root: Path, elsewhere: Path
) -> None:
    with host(world, config, root) as one, host(world, config, elsewhere) as other:
        fill(one, "Show")
        one.scanner.scan()
        state = one.store.files.folders()["Show"]
        assert state.device == HOME
        known = tuple(one.store.files.inside("Show"))
        device = root.stat().st_dev
        one.store.files.record(
            FolderScan(folder="Show", device=device, dirs=state.dirs, files=known)
        )
        share(root, elsewhere)
        assert [library.scanner.scan().read for library in (one, other, one)] == [0, 1, 0]


def test_a_disk_inside_of_the_library_folder_is_told_apart(
    world: World, config: Config, root: Path, mount_disk: MountDisk
) -> None:
    """The mark tells of the folder's own disk only."""
    inner = mount_disk(SIZE, root / "Show")
    with host(world, config, root) as library:
        fill(library, "Show", "Other", "Third")
        library.scanner.scan()
        assert library.scanner.scan().read == 0
        inner.release()
        (problem,) = library.scanner.scan().unavailable
        assert "another device" in problem.reason
        assert missing(library, "show") == []


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


def test_a_folder_that_cannot_be_written_works_without_a_mark(
    world: World, config: Config, root: Path, mount_disk: MountDisk
) -> None:
    mount_disk(SIZE, root)
    with host(world, config, root) as library:
        fill(library, "Show")
        with read_only(root):
            assert library.scanner.scan().files == 2
            assert library.scanner.scan(confirmed=True).files == 2
            assert library.recognising.writable() is None
            (told,) = [one.text for one in library.health.check() if one.name == "mark"]
            assert "none can be written" in told
        assert library.store.files.root() is None
        library.scanner.scan()
        assert library.recognising.writable() == read(root) is not None
        with read_only(root):
            assert library.scanner.scan().files == 2
            assert library.recognising.check() == read(root)
            assert library.recognising.writable() is None


def test_a_folder_that_cannot_be_written_cannot_be_confirmed_without_a_mark(
    world: World, config: Config, root: Path, elsewhere: Path
) -> None:
    with host(world, config, root) as one, host(world, config, elsewhere) as other:
        fill(one, "Show")
        one.scanner.scan()
        share(root, elsewhere)
        (elsewhere / MARK).unlink()
        with read_only(elsewhere), pytest.raises(LibraryUnavailable, match="cannot be marked"):
            other.scanner.scan(confirmed=True)
        other.scanner.scan(confirmed=True)
        assert one.store.files.root() == read(elsewhere) != read(root)


@pytest.mark.parametrize("mark", ["the same", "another"])
def test_a_disk_that_is_exchanged_while_downloads_run(
    world: World, shown: Library, root: Path, mount_disk: MountDisk, tmp_path: Path, mark: str
) -> None:
    """A device alone tells nothing: the same disk may come back as another one, another as the same."""
    shown.scanner.scan()

    def exchange(*_: object) -> None:
        if not mounted:
            copy = shutil.copytree(root, tmp_path / "copy")
            mounted.append(mount_disk(SIZE, root))
            shutil.copytree(copy, root, dirs_exist_ok=True)
            if mark == "another":
                (root / MARK).write_text('{"id": "%s"}' % ("0" * 32))

    mounted: list[object] = []
    world.during_fetch = exchange
    shown.queue.add("show", [EpisodeId(1, 1)])
    if mark == "the same":
        shown.downloads.work()
        assert shown.queue.counts() == {QueueState.DONE: 1}
        assert len(files(root)) == 1
    else:
        with pytest.raises(LibraryUnavailable, match="the mark of another library"):
            shown.downloads.work()
        assert shown.queue.counts() == {QueueState.QUEUED: 1}
        assert files(root) == []
