"""Bringing a library in: what is proposed, accepted, refused and remembered."""

from pathlib import Path
from unicodedata import normalize

import pytest
from attrs import evolve

from aniworld_core.entities import SeriesKey
from aniworld_core.errors import (
    AlreadyThere,
    Cancelled,
    InvalidValue,
    NotFound,
)
from aniworld_core.library import Library
from aniworld_core.services.matching import Accepted, Proposal
from aniworld_core.testing.arrange import index, put, video
from aniworld_core.testing.sites import Sites


@pytest.fixture
def library(library_of_sites: Library) -> Library:
    return library_of_sites


def proposal(library: Library, folder: str) -> Proposal:
    (found,) = library.matching.propose([folder])
    return found


def test_a_registered_series_is_the_candidate_and_its_page_is_not_read(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern (2013)/S01E01.mkv")
    put(library, "mine", "Fern", 2013)
    index(library, sites.first.offer("fern", "Fern", 2013))
    best = proposal(library, "Fern (2013)").candidates[0]
    assert (best.key, best.provider, best.score) == ("mine", "site", 99)
    (accepted,) = library.matching.accept_certain()
    assert accepted == Accepted(
        folder="Fern (2013)", key=SeriesKey("mine"), title="Fern", added=False
    )
    assert sites.first.read == []


def test_a_series_that_has_a_folder_gets_no_second_one_unasked(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern/S01E01.mkv")
    index(library, sites.first.offer("fern", "Fern"))
    library.matching.accept_certain()
    video(root / "german-sub/Fern/S01E01.mkv")
    found = proposal(library, "german-sub/Fern")
    assert (found.verdict, found.reason) == ("doubtful", "the series has another folder")
    assert found.candidates[0].folder == "Fern"
    with pytest.raises(AlreadyThere, match="already has the folder 'Fern'"):
        library.matching.accept("german-sub/Fern", "first", "fern")
    library.matching.accept("german-sub/Fern", "first", "fern", instead_of="Fern")
    assert library.catalog.get("fern").folder == "german-sub/Fern"
    assert [one.folder for one in library.matching.propose()] == ["Fern"]


def test_two_folders_of_one_series_are_both_doubtful(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "german-dub/Fern/S01E01.mkv")
    video(root / "german-sub/Fern (2013)/S01E01.mkv")
    index(library, sites.first.offer("fern", "Fern"))
    assert [one.reason for one in library.matching.propose()] == [
        "several folders have this title"
    ] * 2
    assert library.matching.accept_certain() == []


def test_what_was_refused_is_neither_proposed_nor_taken_by_a_scan(
    library: Library, sites: Sites, root: Path
) -> None:
    folder = normalize("NFD", "M\xe4rchen")
    video(root / folder / "S01E01.mkv")
    put(library, "mine", "Maerchen")
    library.matching.refuse(folder, ("site", "mine"))
    library.scanner.scan()
    assert library.catalog.get("mine").folder is None
    assert proposal(library, folder).verdict == "none"
    index(library, sites.first.offer("other", "M\xe4rchen"))
    found = proposal(library, folder)
    assert (found.verdict, [one.ref for one in found.candidates]) == ("doubtful", ["other"])
    assert library.matching.forget(folder) == 1
    library.scanner.scan()
    assert library.catalog.get("mine").folder == folder


def test_a_site_may_write_what_it_calls_a_series_in_another_case(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern/S01E01.mkv")
    put(library, "mine", "Fern")
    index(library, evolve(sites.first.offer("fern", "Fern"), ref="FERN"))
    library.matching.refuse("Fern", ("site", "Mine"), ("first", "fern"))
    library.scanner.scan()
    assert library.catalog.get("mine").folder is None
    assert proposal(library, "Fern").verdict == "none"


def test_similar_titles_are_remembered_but_not_an_old_year(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fernwald/S01E01.mkv")
    title = sites.first.offer("fern", "Fernwal")
    index(library, title)
    assert [one.year for one in proposal(library, "Fernwald").candidates] == [None]
    library.store.titles.learn(evolve(title, year=2013))
    assert [one.year for one in proposal(library, "Fernwald").candidates] == [2013]
    index(library, title, sites.first.offer("firn", "Firnwald"))
    assert {one.ref for one in proposal(library, "Fernwald").candidates} == {"fern", "firn"}


def test_a_folder_that_is_no_series_is_left_alone_until_that_is_forgotten(
    library: Library, root: Path
) -> None:
    video(root / "Fern/S01E01.mkv")
    put(library, "mine", "Fern")
    library.matching.no_series("Fern")
    assert library.matching.propose() == []
    assert library.matching.set_aside() == ["Fern"]
    assert library.scanner.scan().unmatched == ()
    assert library.catalog.get("mine").folder is None
    library.matching.forget("Fern")
    assert proposal(library, "Fern").verdict == "certain"


def test_a_confirmed_folder_has_no_old_decisions(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern/S01E01.mkv")
    video(root / "Oak/S01E01.mkv")
    put(library, "mine", "Elm")
    index(library, sites.first.offer("ash", "Ash"))
    for folder in ("Fern", "Oak"):
        library.matching.no_series(folder)
    library.scanner.match("Fern", "mine")
    library.matching.accept("Oak", "first", "ash")
    assert library.matching.set_aside() == []


def test_only_what_is_there_and_free_is_accepted(
    library: Library, sites: Sites, root: Path
) -> None:
    video(root / "Fern/S01E01.mkv")
    index(library, sites.first.offer("fern", "Fern"), sites.first.offer("ash", "Ash"))
    for folder in ("../Fern", "Fern/..", "Ash"):
        with pytest.raises(NotFound):
            library.matching.accept(folder, "first", "fern")
        with pytest.raises(NotFound):
            library.matching.no_series(folder)
    library.matching.accept("Fern", "first", "fern")
    with pytest.raises(AlreadyThere):
        library.matching.accept("Fern", "first", "ash")
    with pytest.raises(InvalidValue):
        library.matching.propose(provider="third")


def test_one_site_can_be_chosen(library: Library, sites: Sites, root: Path) -> None:
    video(root / "Fern/S01E01.mkv")
    index(library, sites.first.offer("fern", "Fern"), sites.second.offer("fern", "Fern"))
    library.matching.accept_certain(provider="second")
    assert library.catalog.get("fern").provider == "second"


def test_progress_is_told_and_stops_it(library: Library, root: Path) -> None:
    for number in range(3):
        video(root / f"Tree {number}/S01E01.mkv")
    told: list[tuple[int, int]] = []

    def report(done: int, folders: int) -> None:
        told.append((done, folders))
        if done == 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        library.matching.propose(report=report)
    assert told == [(1, 3), (2, 3)]
