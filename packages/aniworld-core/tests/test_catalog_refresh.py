"""A refresh: few requests, none to a site that rests, and nothing lost by an odd answer."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from attrs import define, evolve, field

from aniworld_core import hookimpl
from aniworld_core.clock import utc_now
from aniworld_core.config import Config
from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeId,
    Release,
    ReleaseKind,
    SearchHit,
    Series,
    SeriesKey,
)
from aniworld_core.errors import Blocked, LayoutChanged, ProviderError, RateLimited, Unavailable
from aniworld_core.library import Library
from aniworld_core.memory import MemoryStore
from aniworld_core.plugins import PluginManager

DAY = timedelta(days=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@define(eq=False)
class Site:
    """A provider that reads single seasons, and counts each request; ``error`` is what it answers."""

    offered: dict[str, Series] = field(factory=dict)
    asked: Counter[tuple[str, int | None]] = field(factory=Counter)
    error: ProviderError | None = None
    store: MemoryStore = field(factory=MemoryStore)
    name: str = "site"

    @hookimpl
    def aniworld_open_store(self) -> MemoryStore:
        return self.store

    @hookimpl
    def aniworld_providers(self) -> list["Site"]:
        return [self]

    def search(self, query: str) -> Sequence[SearchHit]:
        return []

    def series(self, ref: str) -> Series:
        self._request(ref, None)
        return self.offered[ref]

    def refresh(self, known: Series, seasons: Collection[int]) -> Series:
        fresh = self.offered[known.ref]
        for season in seasons:
            self._request(known.ref, season)
        kept = [one for one in known.episodes if one.id.season not in seasons]
        new = [one for one in fresh.episodes if one.id.season in seasons]
        both = sorted([*kept, *new], key=lambda one: one.id)
        return evolve(fresh, episodes=tuple(both))

    def _request(self, ref: str, season: int | None) -> None:
        self.asked[ref, season] += 1
        if self.error is not None:
            raise self.error


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def library(site: Site, config: Config) -> Iterator[Library]:
    manager = PluginManager()
    manager.add(site, "site")
    with Library.open(config, plugins=manager) as library:
        yield library


def series(ref: str = "show", *ids: EpisodeId) -> Series:
    return Series(
        key=SeriesKey(ref),
        provider="site",
        ref=ref,
        title="Show",
        episodes=tuple(Episode(id=id, languages=(GER_DUB,)) for id in ids),
    )


def seasons(*counts: int) -> list[EpisodeId]:
    """Return the ids of so many episodes for each season from 1 on."""
    return [EpisodeId(s, n) for s, count in enumerate(counts, 1) for n in range(1, count + 1)]


def register(library: Library, site: Site, one: Series, age: timedelta = 2 * DAY) -> None:
    """Offer a series and register it as it was read some time ago, in the same week and month."""
    site.offered[one.ref] = one
    checked = utc_now() - age
    library.store.series.put(evolve(one, added=LONG_AGO, checked=checked))


def stored(library: Library, key: str = "show") -> list[EpisodeId]:
    return [episode.id for episode in library.catalog.get(key).episodes]


def test_five_hundred_series_cost_at_most_a_request_for_each_season_that_can_have_changed(
    site: Site, library: Library
) -> None:
    for number in range(500):
        ended = number % 5 != 0
        one = evolve(series(f"show-{number}", *seasons(12, 12, 12)), ended=ended)
        register(library, site, one)
    assert (len(library.catalog.due().keys), library.catalog.due().monitored) == (100, 500)
    assert len(library.catalog.refresh()) == 100
    assert len(library.catalog.refresh(all=True)) == 500
    assert max(site.asked.values()) <= 2
    assert all(season is not None for _, season in site.asked)
    of_older_seasons = sum(season != 3 for _, season in site.asked)
    # Once a month everything is read, on a day of its own for each series: of 600 readings after two days
    # about a fifteenth.
    assert of_older_seasons <= 2 * 600 / 8
    assert library.catalog.due().keys == ()


def test_running_series_are_read_first(site: Site, library: Library) -> None:
    register(library, site, evolve(series("a-quiet", *seasons(3)), ended=True), age=90 * DAY)
    register(library, site, evolve(series("b-running", *seasons(3)), ended=False))
    library.store.series.put(evolve(series("c-new"), added=LONG_AGO))
    site.offered["c-new"] = series("c-new", *seasons(3))
    assert library.catalog.due().keys == ("c-new", "b-running", "a-quiet")
    assert site.asked == {}
    done = library.catalog.refresh()
    assert [one.key for one in done] == ["c-new", "b-running", "a-quiet"]
    assert site.asked["c-new", None] == 1


def test_what_the_site_tells_of_is_read_the_same_day(site: Site, library: Library) -> None:
    hour = timedelta(hours=1)
    one = evolve(series("show", *seasons(3, 3)), ref="Show", ended=True)
    register(library, site, one, age=hour)
    release = Release(
        provider="site",
        ref="show",
        title="Show",
        kind=ReleaseKind.NEW,
        episode=EpisodeId(1, 3),
        day=utc_now().date(),
        language=GER_DUB,
    )

    def tell(*releases: Release) -> None:
        library.store.releases.replace("site", ReleaseKind.NEW, releases, utc_now())

    tell(release)
    assert library.catalog.due().keys == ()  # it is known in this language
    tell(evolve(release, language=GER_SUB), evolve(release, kind=ReleaseKind.NEW, ref="unknown"))
    assert library.catalog.due().keys == ("show",)
    library.catalog.refresh()
    assert site.asked["Show", 1] == site.asked["Show", 2] == 1
    assert library.catalog.due().keys == ()  # the site has told nothing since


@pytest.mark.parametrize("error", [Blocked("A captcha."), RateLimited("Slow down.")])
def test_a_site_that_refuses_is_asked_no_further(
    site: Site, library: Library, error: ProviderError
) -> None:
    for number in range(40):
        register(library, site, evolve(series(f"show-{number}", *seasons(3)), ended=False))
    site.error = error
    results = library.catalog.refresh()
    assert len(results) == 40
    assert all(isinstance(one.error, type(error)) for one in results)
    assert site.asked.total() <= 4  # those that were under way
    refused = [one for one in results if not one.asked]
    assert len(refused) >= 36
    assert len({str(one.error) for one in refused}) == 1
    assert "resting until" in str(refused[0].error)
    assert len(stored(library, "show-0")) == 3


def test_a_site_that_is_down_is_asked_a_few_times_only(site: Site, library: Library) -> None:
    for number in range(40):
        register(library, site, evolve(series(f"show-{number}", *seasons(3)), ended=False))
    site.error = Unavailable("No answer.")
    assert len(library.catalog.refresh()) == 40
    assert site.asked.total() <= 6
    site.error = None
    library.conditions.release("site")
    assert all(one.error is None for one in library.catalog.refresh())


def test_a_season_that_shrinks_suspiciously_stays_as_it_was(site: Site, library: Library) -> None:
    register(library, site, series("show", *seasons(12, 12)))
    site.offered["show"] = series("show", *seasons(12, 3))
    (done,) = library.catalog.refresh("show")
    assert done.error is None
    assert stored(library) == seasons(12, 12)
    site.offered["show"] = series("show", *seasons(12, 8))
    library.catalog.refresh("show")
    assert stored(library) == seasons(12, 8)
    site.offered["show"] = series("show", *seasons(12))
    library.catalog.refresh("show")
    assert stored(library) == seasons(12, 8)
    site.offered["show"] = series("show", *seasons(2))
    (refused,) = library.catalog.refresh("show")
    assert isinstance(refused.error, LayoutChanged)


def test_announced_episodes_may_be_called_off(site: Site, library: Library) -> None:
    announced = Episode(id=EpisodeId(3, 1), upcoming=True)
    one = series("show", *seasons(12, 12))
    register(library, site, evolve(one, episodes=(*one.episodes, announced)))
    site.offered["show"] = one
    library.catalog.refresh("show")
    assert stored(library) == seasons(12, 12)


def test_what_changed_is_remembered_with_its_time(site: Site, library: Library) -> None:
    register(library, site, series("show", *seasons(3)))
    site.offered["show"] = evolve(
        site.offered["show"], title="Show!", ended=False, imdb="tt0000001"
    )
    library.catalog.refresh("show")
    same = library.catalog.get("show")
    assert (same.title, same.ended, same.imdb, same.changed) == ("Show!", False, "tt0000001", None)
    library.catalog.ignore("show", EpisodeId(1, 1))
    before = utc_now()
    site.offered["show"] = series("show", *seasons(4))
    library.catalog.refresh("show")
    changed = library.catalog.get("show").changed
    assert changed is not None
    assert before <= changed <= utc_now()
    library.catalog.refresh("show")
    assert library.catalog.get("show").changed == changed


def test_the_first_reading_of_old_notes_is_no_news(site: Site, library: Library) -> None:
    library.store.series.put(evolve(series("show", *seasons(2)), added=LONG_AGO))
    site.offered["show"] = series("show", *seasons(5))
    library.catalog.refresh()
    assert library.catalog.get("show").changed is None
