"""A series is put together of pages that show one season each."""

from collections.abc import Collection, Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import Episode, EpisodeId, Series, SeriesKey
from aniworld_core.errors import Gone, LayoutChanged
from aniworld_scraping import SeriesPage

SEASONS = st.sets(st.integers(0, 5))


def series(seasons: Iterable[int], title: str) -> Series:
    """Return a series with two episodes a season, all of one title."""
    ids = [EpisodeId(season, number) for season in sorted(seasons) for number in (1, 2)]
    episodes = tuple(Episode(id=id, title=title) for id in ids)
    return Series(key=SeriesKey("a"), provider="a", ref="a", title=title, episodes=episodes)


class Site:
    """Shows one season a page, and remembers which were asked for."""

    def __init__(self, seasons: Collection[int], shown: int) -> None:
        names = {season: f"name-{season}" for season in seasons}
        self.page = SeriesPage(series=series([shown], "now"), seasons=names)
        self.asked: list[int] = []

    def read(self, name: str) -> tuple[Episode, ...]:
        season = int(name.removeprefix("name-"))
        self.asked.append(season)
        return series([season], "now").episodes


@given(SEASONS.filter(bool), st.data())
def test_a_whole_series_takes_one_page_a_season(seasons: set[int], data: st.DataObject) -> None:
    shown = data.draw(st.sampled_from(sorted(seasons)))
    site = Site(seasons, shown)
    assert site.page.completed(site.read) == series(seasons, "now")
    assert site.asked == sorted(seasons - {shown})


@given(SEASONS.filter(bool), SEASONS, SEASONS, st.data())
def test_only_what_is_asked_for_or_new_is_read_again(
    seasons: set[int], old: set[int], asked: set[int], data: st.DataObject
) -> None:
    shown = data.draw(st.sampled_from(sorted(seasons)))
    site = Site(seasons, shown)
    fresh = site.page.refreshed(series(old, "then"), asked, site.read)
    kept = (old & seasons) - asked
    episodes = [*series(seasons - kept, "now").episodes, *series(kept, "then").episodes]
    assert fresh.title == "now"
    assert fresh.episodes == tuple(sorted(episodes, key=lambda episode: episode.id))
    assert site.asked == sorted(seasons - kept - {shown})


def test_a_season_that_is_listed_and_gone_does_not_end_the_series() -> None:
    def read(name: str) -> Iterator[Episode]:
        yield from series([1], "now").episodes
        raise Gone(f"There is no {name}.")

    site = Site([1, 2], shown=1)
    with pytest.raises(LayoutChanged, match=r"lists is missing: There is no name-2\."):
        site.page.completed(read)
    with pytest.raises(LayoutChanged):
        site.page.refreshed(series([1], "then"), [1], read)
