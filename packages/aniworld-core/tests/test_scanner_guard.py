"""The guard: a disk that cannot be trusted marks nothing as missing (R8, T8)."""

import os
from pathlib import Path

import pytest

from aniworld_core.entities import (
    FolderScan,
)
from aniworld_core.errors import LibraryUnavailable
from aniworld_core.events import Event, ScanFailed
from aniworld_core.library import Library
from aniworld_core.testing.arrange import missing, put, video


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


def test_another_device_that_lacks_folders_is_refused(library: Library, root: Path) -> None:
    put(library, "show", "Show", count=1)
    video(root / "Show/Show S01E01.mkv")
    video(root / "Other/Other S01E01.mkv")
    library.scanner.scan()
    for name, state in library.store.files.folders().items():
        library.store.files.record(
            FolderScan(
                folder=name,
                device=state.device + 1,
                dirs=state.dirs,
                files=tuple(library.store.files.inside(name)),
            )
        )
    (root / "Show").rename(root.with_name("moved-away"))
    with pytest.raises(LibraryUnavailable, match="another device"):
        library.scanner.scan(confirmed=True)
    assert missing(library, "show") == []


def test_a_folder_on_another_device_keeps_what_was_known(library: Library, root: Path) -> None:
    put(library, "show", "Show", count=1)
    lost = video(root / "Show/Show S01E01.mkv")
    video(root / "Other/Other S01E01.mkv")
    library.scanner.scan()
    state = library.store.files.folders()["Show"]
    files = tuple(library.store.files.inside("Show"))
    elsewhere = FolderScan(folder="Show", device=state.device + 1, dirs={"": 0}, files=files)
    library.store.files.record(elsewhere)
    lost.unlink()
    (problem,) = library.scanner.scan().unavailable
    assert problem.folder == "Show"
    assert missing(library, "show") == []


@pytest.mark.skipif(os.name != "posix", reason="needs a name that this system refuses")
def test_a_folder_that_cannot_be_read_keeps_what_was_known(library: Library, root: Path) -> None:
    put(library, "show", "Show", count=1)
    video(root / "Show/Season 01/Show S01E01.mkv")
    library.scanner.scan()
    # Root may read everything, so an I/O error is made by a chain of links instead of by permissions.
    (root / "Show").rename(root / "aside")
    (root / "Show").mkdir()
    (root / "Show/loop").symlink_to("loop")
    (root / "Show/Show S01E01.mkv").symlink_to("loop")
    (problem,) = library.scanner.scan().unavailable
    assert problem.folder == "Show"
    assert missing(library, "show") == []
