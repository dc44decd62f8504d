"""The scanner: reads what changed, believes only a disk that can be trusted, and never guesses."""

import os
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeId,
    FolderScan,
    NamedEpisodes,
    Series,
    SeriesKey,
)
from aniworld_core.errors import AlreadyThere, LibraryUnavailable, NotFound, SeriesNotFound
from aniworld_core.events import Event, ScanFailed, ScanFinished, ScanProgress
from aniworld_core.library import Library
from aniworld_core.services.scanner import Scanner
from aniworld_core.testing.world import VIDEO

OLD = 1_600_000_000


def video(path: Path, content: bytes = VIDEO) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def age(root: Path) -> None:
    """Make every directory look untouched for long, so that its mtime can be trusted."""
    for directory in (root, *(path for path in root.rglob("*") if path.is_dir())):
        os.utime(directory, (OLD, OLD))


def put(library: Library, key: str, title: str, year: int | None = None, count: int = 3) -> None:
    episodes = tuple(Episode(id=EpisodeId(1, n), languages=(GER_DUB,)) for n in range(1, count + 1))
    library.store.series.put(
        Series(
            key=SeriesKey(key),
            provider="site",
            ref=key,
            title=title,
            year=year,
            episodes=episodes,
        )
    )


def missing(library: Library, key: str) -> list[str]:
    return [str(m.episode) for series in library.missing.find(key) for m in series.missing]


def test_a_folder_is_matched_and_its_episodes_found(library: Library, root: Path) -> None:
    put(library, "show", "Show", 2013)
    video(root / "Show (2013)/Season 01/Show S01E02.mkv")
    result = library.scanner.scan()
    assert (result.folders, result.read, result.files, result.new_files) == (1, 1, 1, 1)
    assert library.catalog.get("show").folder == "Show (2013)"
    assert missing(library, "show") == ["S01E001", "S01E003"]


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


def test_language_folders_hold_series(library: Library, root: Path) -> None:
    put(library, "show", "Show")
    video(root / "german-sub/Show (2013)/Season 01/Show S01E01.mkv")
    library.scanner.scan()
    assert library.catalog.get("show").folder == "german-sub/Show (2013)"
    (file,) = library.store.files.of(SeriesKey("show"))
    assert file.language == GER_SUB
    assert file.path == "german-sub/Show (2013)/Season 01/Show S01E01.mkv"


def test_two_years_are_never_guessed(library: Library, root: Path) -> None:
    put(library, "fruits-basket", "Fruits Basket")
    video(root / "Fruits Basket (2001)/Fruits Basket S01E01.mkv")
    video(root / "Fruits Basket (2019)/Fruits Basket S01E01.mkv")
    result = library.scanner.scan()
    (ambiguous,) = result.ambiguous
    assert ambiguous.folders == ("Fruits Basket (2001)", "Fruits Basket (2019)")
    assert result.unmatched == ()
    assert library.catalog.get("fruits-basket").folder is None
    library.scanner.match("Fruits Basket (2019)", "fruits-basket")
    assert library.scanner.ambiguous() == ()
    assert library.scanner.unmatched() == ("Fruits Basket (2001)",)


def test_remakes_are_told_apart_by_year(library: Library, root: Path) -> None:
    put(library, "fruits-basket", "Fruits Basket", 2001)
    put(library, "fruits-basket-2019", "Fruits Basket", 2019)
    video(root / "Fruits Basket (2019)/Fruits Basket S01E01.mkv")
    video(root / "Fruits Basket (2001)/Fruits Basket S01E01.mkv")
    assert library.scanner.scan().ambiguous == ()
    assert library.catalog.get("fruits-basket").folder == "Fruits Basket (2001)"
    assert library.catalog.get("fruits-basket-2019").folder == "Fruits Basket (2019)"


def test_a_folder_without_year_and_two_series_of_its_name(library: Library, root: Path) -> None:
    put(library, "fruits-basket", "Fruits Basket", 2001)
    put(library, "fruits-basket-2019", "Fruits Basket", 2019)
    video(root / "Fruits Basket/Fruits Basket S01E01.mkv")
    assert {one.key for one in library.scanner.scan().ambiguous} == {
        "fruits-basket",
        "fruits-basket-2019",
    }


@pytest.mark.parametrize(
    ("title", "folder"), [("Naruto", "Naruto Shippuden"), ("K-On!", "K-On!!"), ("Show", "Shower")]
)
def test_longer_names_are_other_series(
    library: Library, root: Path, title: str, folder: str
) -> None:
    put(library, "one", title)
    video(root / folder / "S01E01.mkv")
    assert library.scanner.scan().unmatched == (folder,)


def test_matching_refuses_what_is_not_there_or_taken(library: Library, root: Path) -> None:
    put(library, "show", "Show")
    put(library, "other", "Other")
    video(root / "Show/Show S01E01.mkv")
    library.scanner.scan()
    with pytest.raises(AlreadyThere):
        library.scanner.match("Show", "other")
    with pytest.raises(NotFound):
        library.scanner.match("../elsewhere", "other")
    with pytest.raises(SeriesNotFound):
        library.scanner.match("Show", "unknown")


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


def test_a_renamed_folder_is_found_again(library: Library, root: Path) -> None:
    put(library, "show", "Show", 2013)
    video(root / "Show/Show S01E01.mkv")
    library.scanner.scan()
    (root / "Show").rename(root / "Show (2013)")
    library.scanner.scan()
    assert library.catalog.get("show").folder == "Show (2013)"
    assert missing(library, "show") == ["S01E002", "S01E003"]


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
        config=config.scanner,
        series=library.store.series,
        files=library.store.files,
        name_readers=lambda: [Reader()],
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
