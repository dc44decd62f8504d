"""The parser against pages of the real site, where this machine has them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from aniworld_core.entities import ENG_DUB, GER_DUB, GER_SUB, EpisodeId, SeriesKey
from aniworld_core.errors import LayoutChanged, ProviderError
from aniworld_providers_sto import parse
from aniworld_scraping import Page, SeriesPage

SHARED = Path(os.environ.get("ANIWORLD_SHARED", Path(__file__).parents[4] / "shared"))
CAPTURES = SHARED / "captures" / "sto"
SITE = "https://serienstream.to"
PIRATES = "/serie/one-piece-2023/staffel-1/episode-1"

pytestmark = pytest.mark.skipif(
    not CAPTURES.is_dir(), reason=f"there are no captured pages in {CAPTURES}"
)


def capture(name: str, path: str = "/") -> Page:
    return Page(f"{SITE}{path}", (CAPTURES / name).read_text("utf-8"))


def season() -> Page:
    return capture("new_season_18if_s1.trimmed.html", "/serie/18if")


def series(page: Page) -> SeriesPage:
    return parse.series_page(page, provider="sto", ref="18if", key=SeriesKey("18if"))


def test_the_series() -> None:
    found = series(season())
    assert found.seasons == {1: "staffel-1"}
    assert (found.series.title, found.series.aliases) == ("18if", ())
    assert (found.series.year, found.series.ended) == (2017, True)
    assert found.series.imdb == "tt8020634"
    assert found.series.genres == ("Anime", "Drama", "Mystery")
    assert found.series.cover == f"{SITE}/media/images/channel/desktop/18if-0s9zdegm?format=jpg"
    assert found.series.link == f"{SITE}/serie/18if"
    assert found.series.description.endswith("aniSearch.de")


def test_all_thirteen_episodes_with_german_subtitles() -> None:
    episodes = parse.episodes(season(), "staffel-1")
    assert [episode.id for episode in episodes] == [EpisodeId(1, n) for n in range(1, 14)]
    for episode in episodes:
        assert episode.languages == (ENG_DUB, GER_SUB)
        assert episode.hosters == ("VOE",)
        assert not episode.upcoming
        assert episode.title == ""
        assert episode.original_title
    assert episodes[12].original_title == "Eve's Sigh"


def test_the_three_links_of_an_episode_and_their_tokens() -> None:
    page = capture("new_episode_one-piece-2023_s1e1.prettified.html", PIRATES)
    links = parse.links(page, "one-piece-2023", EpisodeId(1, 1))
    assert [(link.hoster, link.language) for link in links] == [
        ("VOE", GER_DUB),
        ("VOE", GER_SUB),
        ("VOE", ENG_DUB),
    ]
    assert links[0].url == f"{SITE}{PIRATES}#link-21985157"
    tokens = [parse.play_address(page, parse.link_id(link.url)) for link in links]
    assert len(set(tokens)) == 3
    assert all(token.startswith(f"{SITE}/r?t=eyJ") for token in tokens)


def test_an_episode_s_page_shows_a_gate_and_leads_nowhere() -> None:
    page = capture("new_episode_one-piece-2023_s1e1.prettified.html", "/r?t=x")
    assert parse.scripted_target(page, parse.HOSTS) is None


def test_the_one_series_among_42_hits() -> None:
    results = parse.results(capture("new_search_silo.trimmed.html", "/suche"), provider="sto")
    (hit,) = results.hits
    assert (hit.ref, hit.title) == ("silo", "Silo")
    assert hit.cover == f"{SITE}/media/images/channel/desktop/silo-fy5Ed8iy?format=jpg"
    assert results.next_page is None


READERS: dict[str, tuple[Callable[[Page], object], str]] = {
    "series": (series, "#season-nav, tr.episode-row"),
    "season": (lambda page: parse.episodes(page, "staffel-1"), "#season-nav, tr.episode-row"),
    "links": (lambda page: parse.links(page, "x", EpisodeId(1, 1)), "#episode-links"),
    "search": (lambda page: parse.results(page, provider="sto"), ".results-group"),
    "list": (lambda page: parse.titles(page, provider="sto"), "li.series-item"),
    "new": (lambda page: parse.new_episodes(page, provider="sto"), "table.new-episodes-table"),
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "other", ["old_episode_gravity-falls_s1e1.html", "new_genre_action_p2.trimmed.html"]
)
def test_other_pages_are_a_changed_layout_that_lacks_the_mark_named(name: str, other: str) -> None:
    read, mark = READERS[name]
    with pytest.raises(LayoutChanged) as caught:
        read(capture(other))
    assert mark in caught.value.message


def test_cut_at_every_kibibyte_nothing_is_lost_silently() -> None:
    page = season()
    everything = series(page)
    for end in range(0, len(page.text), 1024):
        try:
            result = series(Page(page.url, page.text[:end]))
        except ProviderError:
            continue
        assert result == everything, f"cut at {end}"
