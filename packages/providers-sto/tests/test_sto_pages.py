"""What is read from the pages of seasons and episodes."""

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
    SeriesKey,
)
from aniworld_core.errors import Blocked, Gone, LayoutChanged, Unavailable
from aniworld_providers_sto import parse
from aniworld_scraping import Page, SeriesPage

ReadPage = Callable[[str], Page]
SITE = "https://serienstream.to"
OLD_LAYOUT = """<html><title>Staffel 1 von Silo</title><div class="seriesCoverBox"></div>
<div id="stream"><ul><li><a href="/serie/stream/silo/staffel-1">1</a></li></ul></div>
<table class="seasonEpisodesList"></table><p>captcha</p></html>"""


def series(page: Page) -> SeriesPage:
    return parse.series_page(page, provider="sto", ref="nebelwerft", key=SeriesKey("nebelwerft"))


def changed(page: Page, old: str, new: str) -> Page:
    """Replace something that is there."""
    assert old in page.text
    return evolve(page, text=page.text.replace(old, new))


@pytest.mark.parametrize("name", ["season_1.html", "season_2.html", "specials.html"])
def test_the_head_of_a_series_stands_on_every_season_s_page(page: ReadPage, name: str) -> None:
    found = series(page(name)).series
    assert found.title == "Jonna's Nebelwerft & Co."
    assert found.aliases == ("The Fog Yard",)
    assert found.description == "Jonna baut Boote, die nur im Nebel schwimmen."
    assert (found.year, found.ended, found.imdb) == (2019, False, "tt0012345")
    assert found.genres == ("Abenteuer", "Drama", "Fantasy")
    assert found.cover == f"{SITE}/media/images/channel/desktop/nebelwerft?format=jpg"
    assert found.link == f"{SITE}/serie/nebelwerft"


RUNNING = '<span class="small text-muted">NA</span>'


def test_a_series_with_two_years_has_ended(page: ReadPage) -> None:
    last = '<a class="small text-muted" href="https://s.to/jahr/2021">2021</a>'
    found = series(changed(page("season_1.html"), RUNNING, last)).series
    assert (found.year, found.ended) == (2019, True)


def test_a_series_with_one_year_may_have_ended_or_not(page: ReadPage) -> None:
    found = series(changed(page("season_1.html"), RUNNING, "")).series
    assert (found.year, found.ended) == (2019, None)


def test_a_series_about_which_the_site_says_little(page: ReadPage) -> None:
    bare = page("season_1.html")
    for old in (
        "/jahr/2019",
        "imdb.com",
        "description-text",
        "series-group",
        "channel/desktop/neb",
    ):
        bare = changed(bare, old, "other")
    found = series(bare).series
    assert (found.year, found.ended, found.imdb, found.description) == (None, None, "", "")
    assert (found.aliases, found.genres, found.cover) == ((), (), "")


def test_seasons_by_their_names_in_addresses(page: ReadPage) -> None:
    seasons = {0: "staffel-0", 1: "staffel-1", 2: "staffel-2"}
    assert series(page("season_1.html")).seasons == seasons


def test_rows_of_a_season(page: ReadPage) -> None:
    assert series(page("season_1.html")).series.episodes == (
        Episode(id=EpisodeId(1, 0), title="Vorspann", languages=(GER_DUB,), hosters=("VOE",)),
        Episode(
            id=EpisodeId(1, 1),
            title="Jonna's Boot",
            original_title="The & Hull",
            languages=(GER_DUB, ENG_DUB, GER_SUB),
            hosters=("VOE", "Doodstream"),
        ),
        Episode(
            id=EpisodeId(1, 2),
            original_title="Tar",
            languages=(GER_SUB, ENG_SUB, Language("other:klingon-german")),
            hosters=("Provider",),
        ),
        Episode(id=EpisodeId(1, 3), title="Flut", languages=(GER_DUB,), upcoming=True),
        Episode(id=EpisodeId(1, 4), languages=(ENG_DUB,), upcoming=True),
    )


@pytest.mark.parametrize(
    "mark",
    [
        '<span class="badge badge-upcoming">bald</span>',
        "<span>TBA</span>",
        "<b>demnächst</b>",
    ],
)
def test_each_mark_of_an_announcement_is_known(page: ReadPage, mark: str) -> None:
    rows = series(changed(page("season_1.html"), "<span>DEMNÄCHST</span>", mark)).series.episodes
    assert rows[-1] == Episode(id=EpisodeId(1, 4), languages=(ENG_DUB,), upcoming=True)


def test_a_row_that_only_lacks_hosters_is_not_announced(page: ReadPage) -> None:
    rows = series(changed(page("season_1.html"), "<span>DEMNÄCHST</span>", "")).series.episodes
    assert rows[-1] == Episode(id=EpisodeId(1, 4), languages=(ENG_DUB,))


def test_an_announcement_is_one_whatever_hosters_it_names(page: ReadPage) -> None:
    badge = '<span class="badge badge-release">12.12.2026</span>'
    rows = series(changed(page("season_1.html"), badge, '<img alt="VOE">')).series.episodes
    assert rows[3].upcoming
    assert rows[3].hosters == ()


def test_addresses_on_a_former_host_and_rows_without_one(page: ReadPage) -> None:
    rows = parse.episodes(page("season_2.html"), "staffel-2")
    assert [(row.id, row.title, row.languages) for row in rows] == [
        (EpisodeId(2, 1), "Regen", (GER_DUB,)),
        (EpisodeId(2, 2), "Ebbe", (GER_DUB,)),
    ]


def test_a_row_may_have_a_link_instead(page: ReadPage) -> None:
    linked = changed(page("season_2.html"), ">Ebbe<", '><a href="staffel-2/episode-2">Ebbe</a><')
    unnumbered = changed(linked, 'episode-number-cell">2<', 'episode-number-cell"><')
    assert parse.episodes(unnumbered, "staffel-2")[1].id == EpisodeId(2, 2)


def test_specials_are_season_0(page: ReadPage) -> None:
    (special,) = parse.episodes(page("specials.html"), "staffel-0")
    assert special == Episode(
        id=EpisodeId(0, 1),
        title="Die lange Nacht",
        original_title="The Long Night",
        languages=(GER_SUB,),
        hosters=("VOE",),
    )


def test_a_row_without_a_number_is_a_changed_layout(page: ReadPage) -> None:
    with pytest.raises(LayoutChanged, match="without its number"):
        parse.episodes(
            changed(page("season_2.html"), 'episode-number-cell">2<', 'episode-number-cell">II<'),
            "staffel-2",
        )


def test_a_row_less_than_the_page_links_to_is_a_changed_layout(page: ReadPage) -> None:
    link = '<a href="/serie/nebelwerft/staffel-2/episode-3">3</a></ul></nav>\n<section'
    with pytest.raises(LayoutChanged, match="2 of 3"):
        parse.episodes(changed(page("season_2.html"), "</ul></nav>\n<section", link), "staffel-2")


def test_another_season_than_asked_for(page: ReadPage) -> None:
    with pytest.raises(LayoutChanged, match="another season"):
        parse.episodes(page("season_2.html"), "staffel-3")


@pytest.mark.parametrize("old", ["Jonna`s Nebelwerft &amp; Co.\n", "data-season-pill"])
def test_a_series_without_its_title_or_seasons(page: ReadPage, old: str) -> None:
    with pytest.raises(LayoutChanged):
        series(changed(page("season_1.html"), old, ""))


def test_links_by_the_ids_that_stay(page: ReadPage) -> None:
    found = parse.links(page("episode.html"), "nebelwerft", EpisodeId(1, 1))
    assert [(link.hoster, link.language) for link in found] == [
        ("VOE", GER_DUB),
        ("Vidoza", GER_DUB),
        ("VOE", GER_SUB),
        ("VOE", ENG_DUB),
        ("VOE", Language("other:Klingonisch")),
        ("VOE", Language("other:8")),
    ]
    place = f"{SITE}/serie/nebelwerft/staffel-1/episode-1"
    assert [link.url for link in found] == [f"{place}#link-{id}" for id in range(501, 507)]


def test_a_link_s_token_is_found_by_its_id(page: ReadPage) -> None:
    (first, *_) = parse.links(page("episode.html"), "nebelwerft", EpisodeId(1, 1))
    id = parse.link_id(first.url)
    assert parse.play_address(page("episode.html"), id) == f"{SITE}/r?t=eyJ0b2tlbiI6MX0%3D"


@pytest.mark.parametrize("url", ["", f"{SITE}/x", f"{SITE}/x#501", f"{SITE}/x#link-", "#link-a b"])
def test_addresses_without_the_id_of_a_link(url: str) -> None:
    assert parse.link_id(url) == ""


def test_a_link_that_went_away_is_gone(page: ReadPage) -> None:
    with pytest.raises(Gone, match="no longer has the link 999"):
        parse.play_address(page("episode.html"), "999")


@pytest.mark.parametrize("token", ["", "javascript:open()", "http://[/"])
def test_a_link_without_a_token_is_a_changed_layout(page: ReadPage, token: str) -> None:
    broken = changed(page("episode.html"), "/r?t=eyJ0b2tlbiI6MX0%3D", token)
    with pytest.raises(LayoutChanged, match="data-play-url"):
        parse.play_address(broken, "501")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("data-link-id", "data-id"),
        ('data-provider-name="Vidoza"', 'data-provider-name=" "'),
        ('data-link-id="501"', 'data-link-id="5 1"'),
        ('data-language-id="8"', ""),
    ],
)
def test_links_that_this_program_does_not_know(page: ReadPage, old: str, new: str) -> None:
    with pytest.raises(LayoutChanged):
        parse.links(changed(page("episode.html"), old, new), "nebelwerft", EpisodeId(1, 1))


def test_an_announced_episode_has_no_links_yet() -> None:
    text = '<html><div id="episode-links"></div></html>'
    assert parse.links(Page(SITE, text), "nebelwerft", EpisodeId(1, 3)) == ()


def test_the_season_instead_of_an_unknown_episode_is_gone(page: ReadPage) -> None:
    with pytest.raises(Gone):
        parse.links(page("season_2.html"), "nebelwerft", EpisodeId(2, 99))


def test_another_episode_than_asked_for(page: ReadPage) -> None:
    with pytest.raises(LayoutChanged, match="shows episode S01E001, not S01E002"):
        parse.links(page("episode.html"), "nebelwerft", EpisodeId(1, 2))


READERS: dict[str, tuple[Callable[[Page], object], str]] = {
    "series": (series, "tr.episode-row"),
    "season": (lambda page: parse.episodes(page, "staffel-2"), "tr.episode-row"),
    "links": (lambda page: parse.links(page, "x", EpisodeId(1, 1)), "#episode-links"),
    "token": (lambda page: parse.play_address(page, "1"), "#episode-links"),
    "search": (lambda page: parse.results(page, provider="sto"), ".results-group"),
    "list": (lambda page: parse.titles(page, provider="sto"), "li.series-item"),
    "new": (lambda page: parse.new_episodes(page, provider="sto"), "table.new-episodes-table"),
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<html><h1>Willkommen</h1></html>", LayoutChanged),
        ("<html><title>Just a moment...</title></html>", Blocked),
        ("<html><div class='cf-turnstile'></div></html>", Blocked),
        ("<html><head><title>404 | Serien</title></head></html>", Gone),
        ("<html><head><title>Seite Nicht Gefunden</title></head></html>", Gone),
        ("", Unavailable),
        ("<html><body>half a pa", Unavailable),
    ],
)
def test_a_page_without_any_known_mark_says_what_it_is(
    name: str, text: str, error: type[Exception]
) -> None:
    read, _ = READERS[name]
    with pytest.raises(error):
        read(Page(f"{SITE}/serie/x", text))


@pytest.mark.parametrize("name", READERS)
def test_the_former_layout_is_a_changed_one_that_lacks_the_mark_named(name: str) -> None:
    read, mark = READERS[name]
    with pytest.raises(LayoutChanged) as caught:
        read(Page("https://s.to/serie/stream/silo", OLD_LAYOUT))
    assert mark in caught.value.message


def test_a_series_that_is_named_like_an_error_is_none(page: ReadPage) -> None:
    named = changed(page("season_1.html"), "<title>Nebelwerft", "<title>404 nicht gefunden")
    assert series(named).series.title == "Jonna's Nebelwerft & Co."
