"""The title index: lists are read once a day, a bad answer costs nothing, and searches need no site."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from attrs import define, evolve, field

from aniworld_core.config import Config
from aniworld_core.entities import EpisodeId, Link, SearchHit, Series, SeriesKey, Title
from aniworld_core.errors import Blocked, Cancelled, Gone, LayoutChanged, Unavailable
from aniworld_core.events import Event, TitlesRead
from aniworld_core.library import Library
from aniworld_core.memory import MemoryStore
from aniworld_core.plugins import GuardedProvider, PluginManager
from aniworld_core.services.titles import TitleIndex
from aniworld_core.testing.world import World

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def title(ref: str, name: str = "", *aliases: str) -> Title:
    return Title(provider="site", ref=ref, title=name or ref.title(), aliases=aliases)


@define
class Site:
    """A provider with a list, or with what reading it raises."""

    name: str
    answer: list[Title] | Exception = field(factory=list)
    asked: int = 0

    def search(self, query: str) -> Sequence[SearchHit]:
        return []

    def series(self, ref: str) -> Series:
        raise Gone(f"There is no {ref}.")

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        return []

    def titles(self) -> Sequence[Title]:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@define
class Desk:
    """An index over two sites, with a clock that a test turns."""

    one: Site = field(factory=lambda: Site("one", [title("fern"), title("moss")]))
    two: Site = field(factory=lambda: Site("two", [title("fern")]))
    now: datetime = NOON
    events: list[Event] = field(factory=list)
    index: TitleIndex = field(init=False)

    def __attrs_post_init__(self) -> None:
        providers = {site.name: GuardedProvider(site) for site in (self.one, self.two)}
        self.index = TitleIndex(
            titles=MemoryStore().titles,
            providers=lambda: providers,
            emit=self.events.append,
            clock=lambda: self.now,
        )

    def found(self, query: str) -> list[str]:
        return [f"{one.title.provider}/{one.title.ref}" for one in self.index.search(query)]


def test_every_list_is_read_and_searched() -> None:
    desk = Desk()
    assert desk.index.unread() == ["one", "two"]
    assert desk.found("fern") == []
    results = desk.index.read()
    assert [(one.provider, one.titles, one.read, one.asked) for one in results] == [
        ("one", 2, NOON, True),
        ("two", 1, NOON, True),
    ]
    assert desk.found("fern") == ["one/fern", "two/fern"]
    assert desk.index.unread() == []
    told = {event.provider: event.titles for event in desk.events if isinstance(event, TitlesRead)}
    assert told == {"one": 2, "two": 1}


def test_a_list_is_read_once_a_day_unless_forced() -> None:
    desk = Desk()
    desk.index.read()
    desk.now = NOON + timedelta(hours=23, minutes=59)
    assert [one.asked for one in desk.index.read()] == [False, False]
    assert desk.one.asked == 1
    desk.index.read(force=True)
    assert desk.one.asked == 2
    desk.now += timedelta(days=1)
    assert [one.asked for one in desk.index.read()] == [True, True]
    assert desk.one.asked == 3


def test_a_list_from_a_time_to_come_is_read_again() -> None:
    desk = Desk(now=NOON + timedelta(days=400))
    desk.index.read()
    desk.now = NOON
    assert [one.read for one in desk.index.read()] == [NOON, NOON]


def test_a_site_that_fails_keeps_its_list_and_costs_the_others_nothing() -> None:
    desk = Desk()
    desk.index.read()
    desk.one.answer, desk.now = Blocked("A captcha."), NOON + timedelta(days=2)
    failed, read = desk.index.read()
    assert isinstance(failed.error, Blocked)
    assert (failed.titles, failed.read, failed.asked) == (2, NOON, True)
    assert (read.error, read.read) == (None, desk.now)
    assert desk.found("moss") == ["one/moss"]


def test_a_site_that_never_answered_has_no_list() -> None:
    desk = Desk()
    desk.one.answer = Unavailable("Down.")
    failed, _ = desk.index.read()
    assert (failed.titles, failed.read) == (0, None)
    assert desk.index.unread() == ["one"]


@pytest.mark.parametrize(("left", "refused"), [(0, True), (4, True), (5, False), (12, False)])
def test_a_list_that_shrank_by_more_than_half_is_refused(left: int, refused: bool) -> None:  # noqa: FBT001 - a value
    desk = Desk()
    desk.one.answer = [title(f"fern-{number}") for number in range(10)]
    desk.index.read()
    desk.one.answer = [title(f"moss-{number}") for number in range(left)]
    result, _ = desk.index.read(force=True)
    assert isinstance(result.error, LayoutChanged) is refused
    assert result.titles == (10 if refused else left)
    assert ("one/fern-3" in desk.found("fern 3")) is refused
    assert [one.titles for one in desk.index.lists()] == [result.titles, 1]


def test_an_empty_list_is_no_list_at_all() -> None:
    desk = Desk(two=Site("two", []))
    _, result = desk.index.read()
    assert isinstance(result.error, LayoutChanged)
    assert desk.index.unread() == ["two"]


def test_what_a_list_names_twice_counts_once() -> None:
    desk = Desk(two=Site("two", [title("fern", "Fern"), title("fern", "Fern II")]))
    _, result = desk.index.read()
    assert result.titles == 1
    assert [one.titles for one in desk.index.lists()] == [2, 1]
    assert [one.title.title for one in desk.index.search("fern")] == ["Fern", "Fern"]


def test_years_are_learned_from_pages_and_kept_when_the_list_is_read_again() -> None:
    desk = Desk()
    desk.index.read()
    page = Series(key=SeriesKey("fern"), provider="one", ref="fern", title="Fern", episodes=())
    desk.index.learn(page)
    before = desk.index.finder()
    desk.index.learn(evolve(page, year=2013, imdb="tt0000001"))
    desk.index.read(force=True)
    assert desk.index.finder() is not before
    (known,) = desk.index.finder().with_imdb("tt0000001")
    assert (known.provider, known.year) == ("one", 2013)


def test_the_index_is_made_once_until_it_changes() -> None:
    desk = Desk()
    desk.index.read()
    with ThreadPoolExecutor(max_workers=8) as threads:
        made = list(threads.map(lambda _: desk.index.finder(), range(40)))
    assert {id(one) for one in made} == {id(desk.index.finder())}


def test_reading_tells_how_far_it_is_and_can_be_stopped() -> None:
    desk, told = Desk(), []
    desk.index.read(report=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]

    def stop(_: int, __: int) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        desk.index.read(force=True, report=stop)
    assert desk.found("fern") == ["one/fern", "two/fern"]


@pytest.fixture
def listing(world: World, config: Config) -> Iterator[Library]:
    """Return a library whose site has a list: Fern, and Moss that it does not name when searched."""
    world.titles = [title("fern", "Fern", "Farn"), title("moss")]
    world.offer(
        Series(
            key=SeriesKey("fern"),
            provider="site",
            ref="fern",
            title="Fern",
            year=2013,
            description="A plant.",
            episodes=(),
        )
    )
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(config, plugins=manager) as library:
        library.titles.read()
        yield library


def test_a_search_merges_what_the_site_says_with_the_index(world: World, listing: Library) -> None:
    (known,) = listing.catalog.known("fern")
    assert [(hit.ref, hit.description) for hit in known.hits] == [("fern", "")]
    world.offer(evolve(world.series["fern"], ref="fern-2", title="Fernwood"))
    (answer,) = listing.catalog.search("fern")
    assert [(hit.ref, hit.description) for hit in answer.hits] == [
        ("fern", "A plant."),
        ("fern-2", "A plant."),
    ]
    assert listing.catalog.search("fern", online=False) == [known]


def test_a_site_that_fails_leaves_what_the_index_has(world: World, listing: Library) -> None:
    world.provider_error = Unavailable("Down.")
    (answer,) = listing.catalog.search("farn")
    assert [hit.title for hit in answer.hits] == ["Fern"]
    assert isinstance(answer.error, Unavailable)
    assert [hit.title for hit in listing.catalog.known("mos")[0].hits] == ["Moss"]
    assert listing.catalog.known("zzz") == []


def test_what_only_the_site_finds_comes_before_what_is_only_similar(
    world: World, listing: Library
) -> None:
    world.offer(evolve(world.series["fern"], ref="frn", title="A long way to Ferm"))
    (answer,) = listing.catalog.search("ferm")
    assert [hit.ref for hit in answer.hits] == ["frn", "fern"]


def test_a_year_is_learned_when_a_series_is_added(listing: Library) -> None:
    assert listing.titles.search("fern")[0].title.year is None
    listing.catalog.add("fern")
    assert listing.titles.search("fern")[0].title.year == 2013
    assert listing.catalog.known("fern")[0].hits[0].year == 2013
    assert listing.catalog.search("fern")[0].hits[0].year == 2013
