"""Which folder belongs to which series: by title and year, and never by a guess."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from aniworld_core.config import Config
from aniworld_core.entities import GER_SUB, EpisodeFile, EpisodeId, SeriesKey
from aniworld_core.errors import AlreadyThere, NotFound, SeriesNotFound
from aniworld_core.events import Event, ScanProgress
from aniworld_core.library import Library
from aniworld_core.services.scanner import Scanner
from aniworld_core.testing.arrange import missing, put, video


def test_a_folder_is_matched_and_its_episodes_found(library: Library, root: Path) -> None:
    put(library, "show", "Show", 2013)
    video(root / "Show (2013)/Season 01/Show S01E02.mkv")
    result = library.scanner.scan()
    assert (result.folders, result.read, result.files, result.new_files) == (1, 1, 1, 1)
    assert library.catalog.get("show").folder == "Show (2013)"
    assert missing(library, "show") == ["S01E001", "S01E003"]


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


def test_a_year_behind_the_catalogues_title_counts(library: Library, root: Path) -> None:
    put(library, "fruits-basket-2019", "Fruits Basket (2019)")
    video(root / "Fruits Basket (2001)/Fruits Basket S01E01.mkv")
    assert library.scanner.scan().unmatched == ("Fruits Basket (2001)",)
    video(root / "Fruits Basket (2019)/Fruits Basket S01E01.mkv")
    library.scanner.scan()
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


def test_matching_refuses_what_no_scan_lists(library: Library, root: Path) -> None:
    put(library, "show", "Show")
    video(root / "My Shows/Show/Show S01E01.mkv")
    file = EpisodeFile(
        path="My Shows/Show/Show S01E01.mkv", episodes=(EpisodeId(1, 1),), size=10_000, mtime=0
    )
    library.store.files.add("My Shows/Show", file)
    with pytest.raises(NotFound, match="My Shows/Show"):
        library.scanner.match("My Shows/Show", "show")


def test_a_renamed_folder_is_found_again(library: Library, root: Path) -> None:
    put(library, "show", "Show", 2013)
    video(root / "Show/Show S01E01.mkv")
    library.scanner.scan()
    (root / "Show").rename(root / "Show (2013)")
    library.scanner.scan()
    assert library.catalog.get("show").folder == "Show (2013)"
    assert missing(library, "show") == ["S01E002", "S01E003"]


def scan_meanwhile(library: Library, config: Config, act: Callable[[], object]) -> None:
    """Scan, and do something else when the scan has only just begun to read."""
    todo = [act]

    def emit(event: Event) -> None:
        if isinstance(event, ScanProgress) and todo:
            todo.pop()()

    Scanner(
        root=lambda: config.root,
        recognition=library.recognising,
        config=config.scanner,
        series=library.store.series,
        files=library.store.files,
        decisions=library.store.decisions,
        name_readers=list,
        settle=lambda: None,
        emit=emit,
    ).scan()


def test_a_match_during_a_scan_stays(library: Library, root: Path, config: Config) -> None:
    put(library, "show", "Show")
    video(root / "Show/Show S01E01.mkv")
    video(root / "Mine/Show S01E01.mkv")
    scan_meanwhile(library, config, lambda: library.scanner.match("Mine", "show"))
    assert library.catalog.get("show").folder == "Mine"


def test_a_match_with_a_folder_that_is_newer_than_the_scan_stays(
    library: Library, root: Path, config: Config
) -> None:
    def match() -> None:
        video(root / "Mine/Show S01E01.mkv")
        library.scanner.match("Mine", "show")

    put(library, "show", "Show")
    video(root / "Show/Show S01E01.mkv")
    scan_meanwhile(library, config, match)
    assert library.catalog.get("show").folder == "Mine"


def test_a_folder_matched_during_a_scan_is_not_given_twice(
    library: Library, root: Path, config: Config
) -> None:
    put(library, "show", "Show")
    put(library, "other", "Other")
    video(root / "Show/Show S01E01.mkv")
    scan_meanwhile(library, config, lambda: library.scanner.match("Show", "other"))
    assert library.catalog.get("other").folder == "Show"
    assert library.catalog.get("show").folder is None


def test_a_series_removed_during_a_scan_stops_nothing(
    library: Library, root: Path, config: Config
) -> None:
    put(library, "show", "Show")
    put(library, "other", "Other")
    video(root / "Show/Show S01E01.mkv")
    video(root / "Other/Other S01E01.mkv")
    scan_meanwhile(library, config, lambda: library.catalog.remove("show"))
    assert library.catalog.get("other").folder == "Other"


@pytest.mark.parametrize(("stored", "listed"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_folder_stays_the_same_however_the_disk_spells_it(
    library: Library, root: Path, stored: Literal["NFC", "NFD"], listed: Literal["NFC", "NFD"]
) -> None:
    """A file system may list a name in another form than the one in which it was written."""
    put(library, "show", "Show")
    put(library, "other", "M\xe4rchen")
    before, after = (normalize(form, "M\xe4rchen") for form in (stored, listed))
    video(root / before / "S01E01.mkv")
    library.scanner.match(before, "show")
    library.scanner.scan()
    (root / before).rename(root / after)
    result = library.scanner.scan()
    assert result.gone_files == 0
    assert result.unmatched == ()
    assert library.catalog.get("show").folder == after
    assert library.catalog.get("other").folder is None
    assert missing(library, "show") == ["S01E002", "S01E003"]
