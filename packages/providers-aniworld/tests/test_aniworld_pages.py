"""What is read from the site's pages."""

from collections.abc import Callable

import pytest
from attrs import evolve

from aniworld_core.entities import (
    ENG_DUB,
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeId,
    Language,
    Link,
    SeriesKey,
)
from aniworld_core.errors import Blocked, Gone, LayoutChanged, Unavailable
from aniworld_providers_aniworld import parse
from aniworld_scraping import Page, SeriesPage

ReadPage = Callable[[str], Page]
KEY = SeriesKey("laternenstrasse-links")


def first(page: Page) -> SeriesPage:
    return parse.series_page(page, provider="aniworld", ref="laternenstrasse-links", key=KEY)


def changed(page: Page, old: str, new: str) -> Page:
    """Replace something that is there."""
    assert old in page.text
    return evolve(page, text=page.text.replace(old, new))


def test_the_head_of_a_series(page: ReadPage) -> None:
    series = first(page("series.html")).series
    assert evolve(series, episodes=()).title == "Laternenstraße, links"
    assert series.aliases == ("Lantern Street", "灯籠通り", "L'allée")
    assert series.year == 2014
    assert series.imdb == "tt0099001"
    assert series.description == (
        'Mika zündet jeden Abend die Laternen an. Eines Nachts brennt eine "von selbst".'
    )
    assert series.cover == "https://aniworld.to/public/img/cover/laternen_220x330.jpg"
    assert series.link == "https://aniworld.to/anime/stream/laternenstrasse-links"
    assert series.genres == ("Abenteuer", "Komödie")


@pytest.mark.parametrize(
    ("words", "ended"), [("Heute", False), ("2016", True), ("unbekannt", None), ("", None)]
)
def test_whether_a_series_has_ended(page: ReadPage, words: str, *, ended: bool | None) -> None:
    series = first(changed(page("series.html"), '<a href="#">Heute</a>', words)).series
    assert series.ended is ended


def test_a_page_that_does_not_say_the_years_or_an_imdb_id(page: ReadPage) -> None:
    silent = changed(changed(page("series.html"), "endDate", "x"), "startDate", "x")
    series = first(changed(silent, "tt0099001", "https://evil.example/")).series
    assert (series.year, series.ended, series.imdb) == (None, None, "")


def test_the_seasons_by_their_names_in_addresses(page: ReadPage) -> None:
    assert first(page("series.html")).seasons == {
        0: "filme",
        1: "staffel-1",
        2: "staffel-2",
    }


def test_films_linked_under_two_names_are_read_once(page: ReadPage) -> None:
    twice = changed(
        page("series.html"),
        '<li><a href="staffel-2" title="Staffel 2">2</a></li>',
        '<li><a href="/anime/stream/laternenstrasse-links/staffel-0">Specials</a></li>',
    )
    assert first(twice).seasons == {0: "filme", 1: "staffel-1"}


def test_rows_of_a_season(page: ReadPage) -> None:
    assert first(page("series.html")).series.episodes == (
        Episode(
            id=EpisodeId(1, 1),
            title="Mika's erste Nacht",
            original_title="The First Lamp",
            languages=(GER_DUB, GER_SUB, ENG_SUB),
            hosters=("VOE", "Vidmoly"),
            absolute=1,
        ),
        Episode(
            id=EpisodeId(1, 2),
            original_title="Wicks & Oil",
            languages=(Language("other:klingon"), ENG_DUB),
            hosters=("VOE",),
            absolute=2,
        ),
        Episode(id=EpisodeId(1, 3), upcoming=True),
    )


def test_relative_addresses_and_rows_without_one(page: ReadPage) -> None:
    rows = parse.episodes(page("season_2.html"), "staffel-2")
    assert [(row.id, row.title, row.absolute) for row in rows] == [
        (EpisodeId(2, 1), "Regen", 4),
        (EpisodeId(2, 2), "Nebel", 5),
    ]


@pytest.mark.parametrize("name", ["filme", "staffel-0"])
def test_films_are_season_0(page: ReadPage, name: str) -> None:
    rows = parse.episodes(page("films.html"), name)
    assert [(row.id, row.title, row.original_title, row.languages) for row in rows] == [
        (EpisodeId(0, 1), "", "The Long Night", (GER_SUB,)),
        (EpisodeId(0, 2), "Der Leuchtturm", "The Beacon", (GER_DUB,)),
    ]


def test_links_with_the_languages_that_the_legend_explains(page: ReadPage) -> None:
    found = parse.links(page("episode.html"), EpisodeId(1, 1))
    assert [(link.hoster, link.language) for link in found] == [
        ("VOE", GER_DUB),
        ("Vidmoly", GER_SUB),
        ("VOE", ENG_SUB),
        ("VOE", Language("other:klingon")),
        ("VOE", Language("other:4")),
    ]
    assert found[0] == Link(hoster="VOE", language=GER_DUB, url="https://aniworld.to/redirect/11")


def test_an_announced_episode_has_no_links_yet() -> None:
    text = '<html><div class="hosterSiteTitle" data-episode="3"></div></html>'
    assert parse.links(Page("https://aniworld.to/", text), EpisodeId(1, 3)) == ()


def test_series_among_the_hits_nearest_first(page: ReadPage) -> None:
    found = parse.hits(page("search.json"), provider="aniworld", query="laternenstraße")
    assert [(hit.ref, hit.title, hit.description) for hit in found] == [
        ("Laternenstra%C3%9Fe", "Laternenstraße", ""),
        ("laternenstrasse-links", "Laternenstraße, links & rechts", 'Mika\'s "Abend"'),
        ("neues-von-der-laternenstrasse", "Neues von der Laternenstraße", "Die Laternen…"),
    ]
    assert found[1].link == "https://aniworld.to/anime/stream/laternenstrasse-links"


@pytest.mark.parametrize("text", ["null", "[]", "{}"])
def test_no_hits(text: str) -> None:
    page = Page("https://aniworld.to/ajax/search", text)
    assert parse.hits(page, provider="aniworld", query="x") == []


def test_a_list_with_gaps_is_an_object() -> None:
    text = '{"0": {"title": "A", "link": "/anime/stream/a"}, "4": {"title": "B", "link": "/x"}}'
    page = Page("https://aniworld.to/ajax/search", text)
    assert [hit.ref for hit in parse.hits(page, provider="aniworld", query="a")] == ["a"]


@pytest.mark.parametrize(
    "text",
    ["", "<html></html>", '"text"', "5", '{"error": "x"}', "[1]", '[{"title": "A"}]', "[" * 9999],
    ids=lambda text: text[:12],
)
def test_an_answer_that_is_no_list_of_hits(text: str) -> None:
    with pytest.raises(LayoutChanged):
        parse.hits(Page("https://aniworld.to/", text), provider="aniworld", query="x")


def test_a_captcha_instead_of_hits() -> None:
    with pytest.raises(Blocked):
        parse.hits(
            Page("https://aniworld.to/", "Deine Anfrage wurde als Spam erkannt."),
            provider="aniworld",
            query="x",
        )


READERS: dict[str, Callable[[Page], object]] = {
    "series.html": first,
    "season_2.html": lambda page: parse.episodes(page, "staffel-2"),
    "films.html": lambda page: parse.episodes(page, "filme"),
    "episode.html": lambda page: parse.links(page, EpisodeId(1, 1)),
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<html><h1>Willkommen</h1></html>", LayoutChanged),
        ("<html><title>Just a moment...</title></html>", Blocked),
        ("Deine Anfrage wurde als Spam erkannt.", Blocked),
        ('<html><div class="messageAlert danger">Nicht gefunden</div></html>', Gone),
        ("", Unavailable),
        ("<html><body>half a pa", Unavailable),
    ],
)
def test_a_page_without_any_known_mark_says_what_it_is(
    name: str, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        READERS[name](Page("https://aniworld.to/anime/stream/x", text))


NEW_LAYOUT = """<html><head><meta name="csrf-token" content="x"></head><body>
<nav id="season-nav"><a href="/anime/x/staffel-1" data-season-pill="1">1</a></nav>
<table class="episode-table"><tr class="episode-row" onclick="window.location='/anime/x/staffel-1/episode-1'">
<th class="episode-number-cell">1</th></tr></table>
<button class="link-box" data-link-id="1" data-play-url="/r?t=x">VOE</button>
<div id="episode-redirect-gate-root" data-redirect-gate-tier="captcha"></div></body></html>"""


@pytest.mark.parametrize("name", READERS)
def test_the_layout_of_the_sister_site_is_no_captcha(name: str) -> None:
    with pytest.raises(LayoutChanged, match=r"lacks .*(#stream|div\.hosterSiteTitle)"):
        READERS[name](Page("https://aniworld.to/anime/stream/x", NEW_LAYOUT))


def test_a_table_without_rows_is_no_empty_season() -> None:
    text = '<html><table class="seasonEpisodesList"><tbody id="season2"></tbody></table></html>'
    with pytest.raises(LayoutChanged):
        parse.episodes(Page("https://aniworld.to/", text), "staffel-2")


def test_a_row_less_than_the_page_links_to_is_a_changed_layout(page: ReadPage) -> None:
    third = '<li><a href="staffel-2/episode-3">3</a></li></ul>\n</div>'
    with pytest.raises(LayoutChanged, match="2 of 3"):
        parse.episodes(changed(page("season_2.html"), "</ul>\n</div>", third), "staffel-2")


def test_another_season_than_asked_for(page: ReadPage) -> None:
    with pytest.raises(LayoutChanged, match="another season"):
        parse.episodes(page("season_2.html"), "staffel-3")


def test_the_season_instead_of_an_unknown_episode_is_gone(page: ReadPage) -> None:
    with pytest.raises(Gone):
        parse.links(page("season_2.html"), EpisodeId(2, 99))


def test_another_episode_than_asked_for(page: ReadPage) -> None:
    with pytest.raises(LayoutChanged, match="shows episode 1"):
        parse.links(page("episode.html"), EpisodeId(1, 2))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("data-link-id", "data-id"),
        ("<h4>VOE</h4>", "<h4></h4>"),
        ("/redirect/11", "javascript:open(11)"),
        ("/redirect/11", "http://[/"),
    ],
)
def test_links_that_this_program_does_not_know(page: ReadPage, old: str, new: str) -> None:
    with pytest.raises(LayoutChanged):
        parse.links(changed(page("episode.html"), old, new), EpisodeId(1, 1))


def test_a_series_without_its_title_or_seasons(page: ReadPage) -> None:
    for old in ("Laternenstraße, links</span></h1>", 'id="stream"'):
        with pytest.raises(LayoutChanged):
            first(changed(page("series.html"), old, "</span></h1>"))
