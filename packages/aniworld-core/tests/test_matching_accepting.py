"""Giving certain folders to their series: what is read, what is left, what stops it."""

from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.entities import SeriesKey, Title
from aniworld_core.errors import (
    AlreadyThere,
    AmbiguousFolder,
    Blocked,
    Cancelled,
    Unavailable,
)
from aniworld_core.library import Library
from aniworld_core.services.matching import Accepted, Proposal, Refused
from aniworld_core.testing.arrange import index, video
from aniworld_core.testing.sites import Sites


@pytest.fixture
def library(library_of_sites: Library) -> Library:
    return library_of_sites


def proposal(library: Library, folder: str) -> Proposal:
    (found,) = library.matching.propose([folder])
    return found


def test_a_certain_series_is_registered_with_its_folder(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern (2013)/S01E01.mkv")
    index(library, sites.first.offer("fern", "Fern", 2013))
    assert sites.first.read == []
    accepted = Accepted(folder="Fern (2013)", key=SeriesKey("fern"), title="Fern", added=True)
    assert library.matching.accept_certain() == [accepted]
    assert sites.first.read == ["fern"]
    assert library.catalog.get("fern").folder == "Fern (2013)"
    assert library.matching.propose() == []
    assert library.matching.accept_certain() == []


def test_the_preferred_site_comes_first_and_the_next_one_where_its_page_contradicts(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern/S01E01.mkv")
    video(root / "Oak (2020)/S01E01.mkv")
    index(
        library,
        sites.first.offer("fern", "Fern", 1990),
        sites.first.offer("oak", "Oak", 1990),
        sites.second.offer("fern", "Fern", 1990),
        sites.second.offer("oak-2020", "Oak", 2020),
    )
    results = library.matching.accept_certain()
    assert [one.folder for one in results if isinstance(one, Accepted)] == ["Fern", "Oak (2020)"]
    assert library.catalog.get("fern").provider == "first"
    assert library.catalog.get("oak-2020").provider == "second"
    assert len(library.catalog.page()) == 2


def test_what_a_page_contradicts_is_doubtful_from_then_on(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern (2013)/S01E01.mkv")
    video(root / "Oak [imdbid-tt0000002]/S01E01.mkv")
    index(
        library,
        sites.first.offer("fern", "Fern", 1990),
        sites.first.offer("oak", "Oak", imdb="tt0000001"),
    )
    results = library.matching.accept_certain()
    assert [str(one.error) for one in results if isinstance(one, Refused)] == [
        "Fern is of 1990, the folder of 2013.",
        "Oak has the IMDb id tt0000001, the folder tt0000002.",
    ]
    assert all(isinstance(one, Refused) and type(one.error) is AmbiguousFolder for one in results)
    assert library.catalog.page() == []
    assert proposal(library, "Fern (2013)").reason == "same title, another year"
    assert proposal(library, "Oak [imdbid-tt0000002]").reason == "same title, another IMDb id"
    assert library.matching.accept_certain() == []
    assert library.matching.accept("Fern (2013)", "first", "fern").folder == "Fern (2013)"


def test_at_most_three_pages_are_read_for_a_folder(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern (2013)/S01E01.mkv")
    titles = [sites.first.offer(f"fern-{number}", "Fern", 1990) for number in range(5)]
    index(library, *(evolve(one, year=2013 if one.ref == "fern-0" else None) for one in titles))
    (refused,) = library.matching.accept_certain()
    assert isinstance(refused, Refused)
    assert sites.first.read == ["fern-0", "fern-1", "fern-2"]


def test_what_comes_second_has_to_be_borne_out_by_its_page(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern (2013)/S01E01.mkv")
    contradicting = sites.first.offer("fern", "Fern", 1990)
    index(library, contradicting, sites.second.offer("fern", "Fern", year=None))
    (refused,) = library.matching.accept_certain()
    assert isinstance(refused, Refused)
    assert (sites.first.read, sites.second.read) == (["fern"], ["fern"])
    assert library.catalog.page() == []


def test_a_failure_costs_the_others_nothing(library: Library, sites: Sites, root: Path) -> None:
    for name in ("Ash", "Fern", "Oak"):
        video(root / name / "S01E01.mkv")
    titles = [sites.first.offer(name.lower(), name) for name in ("Ash", "Fern", "Oak")]
    index(library, *titles)
    sites.first.series_by_ref["fern"] = Unavailable("Too busy.")
    results = library.matching.accept_certain()
    assert [(one.folder, isinstance(one, Accepted)) for one in results] == [
        ("Ash", True),
        ("Fern", False),
        ("Oak", True),
    ]


def test_a_site_that_blocks_us_is_not_asked_again(
    library: Library, sites: Sites, root: Path
) -> None:
    names = [f"Tree {number}" for number in range(40)]
    for number, name in enumerate(names):
        video(root / name / "S01E01.mkv")
        sites.first.offer(f"tree-{number}", name)
        sites.first.series_by_ref[f"tree-{number}"] = Blocked("A challenge is shown.")
    video(root / "Yew/S01E01.mkv")
    index(
        library,
        *(Title(provider="first", ref=f"tree-{i}", title=name) for i, name in enumerate(names)),
        sites.second.offer("yew", "Yew"),
    )
    results = library.matching.accept_certain()
    assert len(sites.first.read) <= 4  # those that were asked side by side
    assert [one.folder for one in results if isinstance(one, Accepted)] == ["Yew"]
    refused = [one for one in results if isinstance(one, Refused)]
    assert len(refused) == 40
    assert {type(one.error) for one in refused} == {Blocked}


def test_a_stop_keeps_what_was_done(library: Library, sites: Sites, root: Path) -> None:
    names = [f"Tree {number:02}" for number in range(30)]
    for name in names:
        video(root / name / "S01E01.mkv")
    index(library, *(sites.first.offer(name.lower().replace(" ", "-"), name) for name in names))

    def stop(done: int, folders: int) -> None:
        assert folders == 30
        if done == 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        library.matching.accept_certain(report=stop)
    registered = len(library.catalog.page())
    assert 2 <= registered < 30
    assert len(library.matching.propose()) == 30 - registered


def test_chosen_folders_only(library: Library, sites: Sites, root: Path) -> None:
    for name in ("Ash", "Fern"):
        video(root / name / "S01E01.mkv")
    index(library, sites.first.offer("ash", "Ash"), sites.first.offer("fern", "Fern"))
    assert [one.folder for one in library.matching.accept_certain(["Fern"])] == ["Fern"]
    assert [one.folder for one in library.matching.propose()] == ["Ash"]


def test_who_could_not_see_a_contradiction_is_told_first(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern (2019-2020)/S01E01.mkv")
    video(root / "Oak [imdbid-tt0000002]/S01E01.mkv")
    index(
        library,
        sites.first.offer("fern", "Fern", 2001),
        sites.first.offer("fern-2019", "Fern", 2019),
        sites.first.offer("oak", "Oak", imdb="tt0000001"),
    )
    assert [one.year for one in proposal(library, "Fern (2019-2020)").candidates] == [None, None]
    with pytest.raises(AmbiguousFolder, match=r"Fern is of 2001, the folder of 2019\."):
        library.matching.accept("Fern (2019-2020)", "first", "fern")
    with pytest.raises(AmbiguousFolder, match=r"id tt0000001, the folder tt0000002\."):
        library.matching.accept("Oak [imdbid-tt0000002]", "first", "oak")
    assert library.catalog.page() == []
    renewed = proposal(library, "Fern (2019-2020)").candidates
    assert {one.ref: one.year for one in renewed} == {"fern": 2001, "fern-2019": None}
    library.matching.accept("Fern (2019-2020)", "first", "fern")
    library.matching.accept("Oak [imdbid-tt0000002]", "first", "oak")
    assert library.catalog.get("fern").folder == "Fern (2019-2020)"


def test_a_registered_series_shows_its_year_but_its_imdb_id_is_told(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern (2013)/S01E01.mkv")
    video(root / "Oak [imdbid-tt0000002]/S01E01.mkv")
    titles = (
        sites.first.offer("fern", "Fern", 1990),
        sites.first.offer("oak", "Oak", 1990, imdb="tt0000001"),
    )
    library.catalog.take("first", "fern")
    library.catalog.take("first", "oak")
    index(library, *titles)  # read later, it knows nothing of their pages
    assert proposal(library, "Fern (2013)").candidates[0].year == 1990
    library.matching.accept("Fern (2013)", "first", "fern")
    with pytest.raises(AmbiguousFolder):
        library.matching.accept("Oak [imdbid-tt0000002]", "first", "oak")
    assert proposal(library, "Oak [imdbid-tt0000002]").reason == "same title, another IMDb id"
    library.matching.accept("Oak [imdbid-tt0000002]", "first", "oak")


def test_a_folder_of_a_series_is_neither_refused_nor_set_aside(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern/S01E01.mkv")
    index(library, sites.first.offer("fern", "Fern"), sites.first.offer("ash", "Ash"))
    library.matching.accept("Fern", "first", "fern")
    with pytest.raises(AlreadyThere, match="belongs to Fern"):
        library.matching.refuse("Fern", ("first", "fern"))
    with pytest.raises(AlreadyThere) as failed:
        library.matching.no_series("Fern")
    assert failed.value.hint == "To take it from there first: aniw match --forget FOLDER"
    sites.first.read.clear()
    with pytest.raises(AlreadyThere):
        library.matching.accept("Fern", "first", "ash")
    assert sites.first.read == []
    assert list(library.store.decisions.all()) == []


def test_a_folder_is_taken_from_its_series(library: Library, sites: Sites, root: Path) -> None:
    video(root / "Fern/S01E01.mkv")
    index(library, sites.first.offer("ash", "Ash"))
    library.matching.accept("Fern", "first", "ash")
    dry = library.scanner.release("Fern", dry_run=True)
    assert dry == library.catalog.get("ash")
    released = library.scanner.release("Fern")
    assert released is not None
    assert released.folder is None
    assert library.catalog.get("ash").folder is None
    assert library.scanner.release("Fern") is None
    assert [one.folder for one in library.matching.propose()] == ["Fern"]
