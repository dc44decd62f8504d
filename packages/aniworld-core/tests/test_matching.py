"""Bringing a library in: what is proposed, accepted, refused and remembered."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from unicodedata import normalize

import pytest
from attrs import define, evolve, field

from aniworld_core import hookimpl
from aniworld_core.clock import utc_now
from aniworld_core.config import Config
from aniworld_core.entities import EpisodeId, Link, SearchHit, Series, SeriesKey, Title
from aniworld_core.errors import (
    AlreadyThere,
    AmbiguousFolder,
    Blocked,
    Cancelled,
    Gone,
    InvalidValue,
    NotFound,
    ProviderError,
    Unavailable,
)
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.services.matching import Accepted, Proposal, Refused
from aniworld_core.testing.arrange import put, show, video
from aniworld_core.testing.world import World


@define(eq=False)
class Site:
    """A site of series by ref, or of what it answers instead; it tells what was read."""

    name: str
    series_by_ref: dict[str, Series | ProviderError] = field(factory=dict)
    read: list[str] = field(factory=list)

    def offer(self, ref: str, title: str, year: int | None = None, imdb: str = "") -> Title:
        series = show(EpisodeId(1, 1), key=ref, title=title, year=year)
        self.series_by_ref[ref] = evolve(series, provider=self.name, imdb=imdb)
        return Title(provider=self.name, ref=ref, title=title)

    def search(self, query: str) -> Sequence[SearchHit]:
        raise Gone(f"Nobody searches for {query}.")

    def series(self, ref: str) -> Series:
        self.read.append(ref)
        answer = self.series_by_ref[ref]
        if isinstance(answer, ProviderError):
            raise answer
        return answer

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        raise Gone(f"{ref} {episode} has no links.")


class Sites:
    """Two sites, of which the first is preferred."""

    def __init__(self) -> None:
        self.first = Site("first")
        self.second = Site("second")

    @hookimpl
    def aniworld_providers(self) -> Sequence[Site]:
        return [self.first, self.second]


@pytest.fixture
def sites() -> Sites:
    return Sites()


@pytest.fixture
def library(world: World, sites: Sites, config: Config) -> Iterator[Library]:
    manager = PluginManager()
    manager.add(sites, "sites")
    manager.add(world, "world")
    with Library.open(config, plugins=manager) as library:
        yield library


def index(library: Library, *titles: Title) -> None:
    for provider in {one.provider for one in titles}:
        some = [one for one in titles if one.provider == provider]
        library.store.titles.replace(provider, some, utc_now())


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
