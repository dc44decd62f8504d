"""The scanner: reads what changed since the last time, and only whole videos."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import (
    GER_SUB,
    Episode,
    EpisodeFile,
    EpisodeId,
    NamedEpisodes,
    SeriesKey,
)
from aniworld_core.errors import SeriesNotFound
from aniworld_core.events import Event, ScanFinished, ScanProgress
from aniworld_core.library import Library
from aniworld_core.services.scanner import Scanner
from aniworld_core.testing.arrange import missing, put, video

OLD = 1_600_000_000


def age(root: Path) -> None:
    """Make every directory look untouched for long, so that its mtime can be trusted."""
    for directory in (root, *(path for path in root.rglob("*") if path.is_dir())):
        os.utime(directory, (OLD, OLD))


def test_an_unchanged_folder_is_not_read_again(library: Library, root: Path) -> None:
    video(root / "Show/Season 01/Show S01E01.mkv")
    age(root)
    library.scanner.scan()
    again = library.scanner.scan()
    assert (again.read, again.files) == (0, 1)
    assert library.scanner.scan(full=True).read == 1
    video(root / "Show/Season 01/Show S01E02.mkv")
    changed = library.scanner.scan()
    assert (changed.read, changed.files, changed.new_files) == (1, 2, 1)


def test_a_directory_touched_just_now_is_read_again(library: Library, root: Path) -> None:
    video(root / "Show/Show S01E01.mkv")
    library.scanner.scan()
    assert library.scanner.scan().read == 1


def test_the_language_that_a_download_told_stays(library: Library, root: Path) -> None:
    path = root / "Show/Show S01E01.mkv"
    video(path)
    (found,) = _scanned(library)
    library.store.files.add("Show", evolve(found, language=GER_SUB))
    assert [file.language for file in _scanned(library)] == [GER_SUB]
    video(path, b"x" * 20_000)
    assert [file.language for file in _scanned(library)] == [None], "it is another file"


def _scanned(library: Library) -> Sequence[EpisodeFile]:
    library.scanner.scan()
    return library.store.files.inside("Show")


def test_only_whole_videos_count(library: Library, root: Path) -> None:
    for name in ("E01.mkv.part", "E02.nfo", "E03.mp4.ytdl", "E04_tmp.mp4"):
        video(root / f"Show/Show S01{name}")
    video(root / "Show/Show S01E05.mkv", b"")
    video(root / "Show/Show S01E06.mkv", b"x" * 9_999)
    video(root / "Show/Show S01E07.MKV", b"x" * 10_000)
    (root / "Show/Show S01E08.mkv").mkdir()
    (root / "Show/Show S01E09.mkv").symlink_to(root / "nowhere")
    assert library.scanner.scan().files == 1


def test_what_is_odd_is_told(library: Library, root: Path, tmp_path: Path) -> None:
    video(root / "loose S01E01.mkv")
    video(root / "Show/Making of.mkv")
    video(root / ".hidden/Show S01E01.mkv")
    video(root / "@eaDir/Show S01E01.mkv")
    (root / "Elsewhere").symlink_to(tmp_path)
    (root / "Show/Season 02").symlink_to(tmp_path)
    result = library.scanner.scan()
    assert result.loose == 1
    assert result.unreadable == ("Show/Making of.mkv",)
    assert result.skipped == ("Elsewhere", "Show/Season 02")
    assert result.unmatched == ("Show",)


def test_only_the_named_series_are_read(library: Library, root: Path) -> None:
    put(library, "show", "Show")
    put(library, "other", "Other")
    video(root / "Show/Show S01E01.mkv")
    video(root / "Other/Other S01E01.mkv")
    assert library.scanner.scan("show").folders == 1
    assert missing(library, "other") == ["S01E001", "S01E002", "S01E003"]
    with pytest.raises(SeriesNotFound):
        library.scanner.scan("unknown")


def test_a_dry_run_changes_nothing(library: Library, root: Path) -> None:
    put(library, "show", "Show")
    video(root / "Show/Show S01E01.mkv")
    assert library.scanner.scan(dry_run=True).new_files == 1
    assert library.store.files.folders() == {}
    assert library.catalog.get("show").folder is None


def test_name_readers_are_asked_for_other_names(
    library: Library, root: Path, config: Config
) -> None:
    class Reader:
        name = "reader"

        def read(self, relative_path: str) -> NamedEpisodes | None:
            assert relative_path == "Show/the first one.mkv"
            return NamedEpisodes(episodes=(EpisodeId(1, 1),))

    put(library, "show", "Show")
    video(root / "german-dub/Show/the first one.mkv")
    scanner = Scanner(
        root=lambda: root,
        recognition=library.recognising,
        config=config.scanner,
        series=library.store.series,
        files=library.store.files,
        decisions=library.store.decisions,
        name_readers=lambda: [Reader()],
        settle=lambda: None,
        emit=library.emit,
    )
    scanner.scan()
    assert missing(library, "show") == ["S01E002", "S01E003"]


def test_progress_is_told(library: Library, root: Path, events: list[Event]) -> None:
    video(root / "Show/Show S01E01.mkv")
    video(root / "Other/Other S01E01.mkv")
    library.scanner.scan()
    progress = [event for event in events if isinstance(event, ScanProgress)]
    assert (progress[0].done, progress[-1].done, progress[-1].folders) == (0, 2, 2)
    assert events[-1] == ScanFinished(folders=2, read=2, files=2)


def test_absolute_numbers_follow_the_catalogue(library: Library, root: Path) -> None:
    seasons = [EpisodeId(1, 1), EpisodeId(1, 2), EpisodeId(2, 1), EpisodeId(2, 2)]
    put(library, "show", "Show")
    library.store.series.update(
        SeriesKey("show"),
        lambda series: evolve(series, episodes=tuple(Episode(id=id) for id in seasons)),
    )
    video(root / "Show/[Group] Show - 03 (1080p) [ABCD1234].mkv")
    library.scanner.scan()
    assert missing(library, "show") == ["S01E001", "S01E002", "S02E002"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that takes any bytes")
def test_names_that_are_no_text_are_told_and_stop_nothing(library: Library, root: Path) -> None:
    video(root / "Show/Show S01E01.mkv")
    (root / os.fsdecode(b"B\xfccher")).mkdir()
    video(root / "Show" / os.fsdecode(b"M\xe4rchen S01E02.mkv"))
    result = library.scanner.scan()
    assert result.files == 1
    assert result.skipped == ("B\\xfccher", "Show/M\\xe4rchen S01E02.mkv")
