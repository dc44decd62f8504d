"""The guard: a disk that cannot be trusted marks nothing as missing (R8, T8)."""

import os
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import EpisodeFile, EpisodeId, FolderScan
from aniworld_core.errors import LibraryUnavailable
from aniworld_core.events import Event, ScanFailed
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.services.scanner import Scanner
from aniworld_core.testing.arrange import missing, put, video
from aniworld_core.testing.world import World

OLD = 1_600_000_000
ELSEWHERE = 2**63
"""The number of a device that no test runs on."""

needs_links = pytest.mark.skipif(os.name != "posix", reason="links need no permission on POSIX")


@pytest.mark.parametrize("how", ["missing", "empty", "file"])
def test_a_root_that_cannot_be_trusted_marks_nothing(
    library: Library, root: Path, how: str, events: list[Event]
) -> None:
    put(library, "show", "Show", count=1)
    kept = video(root / "Show/Show S01E01.mkv")
    library.scanner.scan()
    aside = root.with_name("aside")
    root.rename(aside)
    if how == "empty":
        root.mkdir()
        (root / ".aniworld").mkdir()
    elif how == "file":
        root.write_text("no folder")
    with pytest.raises(LibraryUnavailable, match="Nothing was marked as missing"):
        library.scanner.scan()
    with pytest.raises(LibraryUnavailable):
        library.downloads.work()
    assert missing(library, "show") == []
    assert isinstance(events[-1], ScanFailed)
    assert (aside / kept.relative_to(root)).exists()


def test_an_empty_folder_where_nothing_was_ever_known_is_scanned(
    library: Library, root: Path
) -> None:
    result = library.scanner.scan()
    assert (result.gone_files, list(library.scanner.folders())) == (0, [])
    library.scanner.check_root()


def test_many_lost_files_need_a_word(library: Library, root: Path) -> None:
    put(library, "show", "Show", count=30)
    for number in range(1, 31):
        video(root / f"Show/Show S01E{number:02}.mkv")
    video(root / "Other/Other S01E01.mkv")
    library.scanner.scan()
    for number in range(1, 12):
        (root / f"Show/Show S01E{number:02}.mkv").unlink()
    with pytest.raises(LibraryUnavailable, match="11 of 31 known files are gone"):
        library.scanner.scan()
    assert missing(library, "show") == []
    result = library.scanner.scan(confirmed=True)
    assert result.gone_files == 11
    assert len(missing(library, "show")) == 11


def test_a_vanished_folder_counts_as_lost(library: Library, root: Path) -> None:
    put(library, "show", "Show", count=30)
    for number in range(1, 31):
        video(root / f"Show/Show S01E{number:02}.mkv")
    video(root / "Other/Other S01E01.mkv")
    library.scanner.scan()
    (root / "Show").rename(root.with_name("moved-away"))
    with pytest.raises(LibraryUnavailable):
        library.scanner.scan()
    assert missing(library, "show") == []


def test_a_few_lost_files_are_believed(library: Library, root: Path) -> None:
    put(library, "show", "Show", count=2)
    video(root / "Show/Show S01E01.mkv")
    lost = video(root / "Show/Show S01E02.mkv")
    library.scanner.scan()
    lost.unlink()
    assert library.scanner.scan().gone_files == 1
    assert missing(library, "show") == ["S01E002"]


class Unmarked:
    """A library folder that can get no mark, because it cannot be written."""

    def check(self) -> None:
        """Find no mark."""

    claim = adopt = check


def unmarked(library: Library) -> Scanner:
    """Return a scanner of the library's folder as it is where that has no mark."""
    return Scanner(
        root=lambda: library.config.root,
        recognition=Unmarked(),
        config=library.config.scanner,
        series=library.store.series,
        files=library.store.files,
        decisions=library.store.decisions,
        name_readers=list,
        settle=lambda: None,
        emit=library.emit,
    )


def on_another_device(library: Library, folder: str) -> None:
    """Remember a folder as one that lay on another device, its directories as they are."""
    state = library.store.files.folders()[folder]
    files = tuple(library.store.files.inside(folder))
    elsewhere = FolderScan(folder=folder, device=ELSEWHERE, dirs=state.dirs, files=files)
    library.store.files.record(elsewhere)


def test_another_device_that_lacks_folders_is_refused(library: Library, root: Path) -> None:
    put(library, "show", "Show", count=1)
    video(root / "Show/Show S01E01.mkv")
    video(root / "Other/Other S01E01.mkv")
    scanner = unmarked(library)
    scanner.scan()
    for name in library.store.files.folders():
        on_another_device(library, name)
    (root / "Show").rename(root.with_name("moved-away"))
    with pytest.raises(LibraryUnavailable, match="another device") as refused:
        scanner.scan()
    assert "aniw scan --confirm-losses" in (refused.value.hint or "")
    assert missing(library, "show") == []
    assert scanner.scan(confirmed=True).gone_files == 1
    assert missing(library, "show") == ["S01E001"]


def test_a_folder_on_another_device_keeps_what_was_known(library: Library, root: Path) -> None:
    put(library, "show", "Show", count=1)
    lost = video(root / "Show/Show S01E01.mkv")
    video(root / "Other/Other S01E01.mkv")
    library.scanner.scan()
    on_another_device(library, "Show")
    lost.unlink()
    (problem,) = library.scanner.scan().unavailable
    assert problem.folder == "Show"
    assert "aniw scan --confirm-losses" in problem.reason
    assert missing(library, "show") == []
    assert library.scanner.scan(confirmed=True).unavailable == ()
    assert missing(library, "show") == ["S01E001"]


def test_a_new_device_that_lacks_nothing_is_remembered(library: Library, root: Path) -> None:
    video(root / "Show/Show S01E01.mkv")
    os.utime(root / "Show", (OLD, OLD))
    library.scanner.scan()
    before = library.store.files.folders()["Show"]
    on_another_device(library, "Show")
    assert library.scanner.scan().unavailable == ()
    assert library.store.files.folders()["Show"] == before


def test_losses_of_folders_that_no_scan_has_read_yet_are_believed(
    library: Library, root: Path
) -> None:
    """A download adds its folder without telling its device."""
    put(library, "show", "Show", count=2)
    put(library, "other", "Other", count=1)
    for folder, name in (
        ("Show", "Show S01E01.mkv"),
        ("Show", "Show S01E02.mkv"),
        ("Other", "Other S01E01.mkv"),
    ):
        path = f"{folder}/{name}"
        video(root / path)
        file = EpisodeFile(path=path, episodes=(EpisodeId(1, int(name[-5])),), size=10_000, mtime=0)
        library.store.files.add(folder, file)
    (root / "Show/Show S01E02.mkv").unlink()
    (root / "Other").rename(root.with_name("moved-away"))
    assert library.scanner.scan().unavailable == ()
    assert missing(library, "show") == ["S01E002"]
    assert missing(library, "other") == ["S01E001"]


def test_a_small_library_that_is_gone_whole_needs_a_word(library: Library, root: Path) -> None:
    put(library, "show", "Show", count=2)
    video(root / "Show/Show S01E01.mkv")
    video(root / "Show/Show S01E02.mkv")
    library.scanner.scan()
    (root / "Show").rename(root.with_name("moved-away"))
    (root / "desktop.ini").touch()
    with pytest.raises(LibraryUnavailable, match="All 2 known files are gone") as refused:
        library.scanner.scan()
    assert "aniw scan --confirm-losses" in (refused.value.hint or "")
    assert missing(library, "show") == []
    library.scanner.scan(confirmed=True)
    assert missing(library, "show") == ["S01E001", "S01E002"]


def test_a_group_folder_that_is_gone_whole_needs_a_word(library: Library, root: Path) -> None:
    put(library, "show", "Show", count=1)
    video(root / "german-dub/Show/Show S01E01.mkv")
    video(root / "Other/Other S01E01.mkv")
    library.scanner.scan()
    (root / "german-dub/Show").rename(root.with_name("moved-away"))
    with pytest.raises(LibraryUnavailable, match="no folder is left in german-dub"):
        library.scanner.scan()
    assert missing(library, "show") == []
    assert library.scanner.scan("show").gone_files == 0
    library.scanner.scan(confirmed=True)
    assert missing(library, "show") == ["S01E001"]


def test_one_folder_of_several_in_a_group_is_believed(library: Library, root: Path) -> None:
    video(root / "german-dub/Show/Show S01E01.mkv")
    video(root / "german-dub/Other/Other S01E01.mkv")
    library.scanner.scan()
    (root / "german-dub/Show").rename(root.with_name("moved-away"))
    assert library.scanner.scan().gone_files == 1


@pytest.mark.skipif(os.name != "posix", reason="renames relative to an open directory")
def test_a_folder_that_cannot_be_read_keeps_what_was_known(
    world: World, config: Config, tmp_path: Path
) -> None:
    """Root may read everything, so what cannot be read is a path longer than the system takes."""
    length = os.pathconf(tmp_path, "PC_PATH_MAX") - 100
    root = tmp_path
    while len(os.fspath(root)) < length:
        root /= "d" * min(200, length - len(os.fspath(root)))
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(evolve(config, library=root), plugins=manager) as library:
        put(library, "show", "Show", count=1)
        video(root / "Show/Season 01/Show S01E01.mkv")
        library.scanner.scan()
        folder = os.open(root / "Show", os.O_RDONLY)
        os.rename("Season 01", "Season 01 " + "x" * 200, src_dir_fd=folder, dst_dir_fd=folder)
        os.close(folder)
        (problem,) = library.scanner.scan().unavailable
        assert problem.folder == "Show"
        assert missing(library, "show") == []


@needs_links
def test_links_that_lead_nowhere_stop_nothing(library: Library, root: Path) -> None:
    for folder in (root, root / "Show", root / "german-dub"):
        video(folder / "Show S01E01.mkv")
        (folder / "loop").symlink_to("loop")
        (folder / "broken").symlink_to("nowhere")
        (folder / "loop S01E02.mkv").symlink_to("loop S01E02.mkv")
        (folder / "broken S01E03.mkv").symlink_to("nowhere")
        (folder / "through a file S01E04.mkv").symlink_to("Show S01E01.mkv/inside")
    result = library.scanner.scan()
    assert result.skipped == ("german-dub/loop", "loop", "Show/loop")
    assert (result.files, result.loose) == (1, 2)
    assert result.unavailable == ()


@needs_links
def test_a_link_whose_end_cannot_be_read_keeps_what_was_known(library: Library, root: Path) -> None:
    put(library, "show", "Show", count=1)
    known = video(root / "Show/Show S01E01.mkv")
    library.scanner.scan()
    known.unlink()
    known.symlink_to("x" * 300)
    (problem,) = library.scanner.scan().unavailable
    assert problem.folder == "Show"
    assert missing(library, "show") == []
