"""What is read from the site's search, its list of all series and its new episodes."""

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from aniworld_core.entities import GER_DUB, GER_SUB, EpisodeId, Language, Release, ReleaseKind
from aniworld_core.errors import LayoutChanged
from aniworld_providers_sto import parse
from aniworld_scraping import Page

ReadPage = Callable[[str], Page]
SITE = "https://serienstream.to"


def test_series_among_the_hits_each_once(page: ReadPage) -> None:
    found = parse.results(page("search.html"), provider="sto")
    assert [(hit.ref, hit.title) for hit in found.hits] == [
        ("im-nebel", "Im Nebel"),
        ("nebelwerft", "Jonna's Nebelwerft & Co."),
    ]
    assert found.hits[0].link == f"{SITE}/serie/im-nebel"
    assert found.hits[0].cover == f"{SITE}/media/images/channel/desktop/x?format=jpg"
    assert found.next_page == 2


def test_hits_may_lead_to_a_season(page: ReadPage) -> None:
    found = parse.results(page("search_2.html"), provider="sto")
    assert [hit.ref for hit in found.hits] == ["Nebel%20Land", "NEBELWERFT"]


def test_a_link_around_a_card_is_taken_too() -> None:
    text = """<html><div class="results-group" data-group="shows"><a href="/serie/silo">
    <span class="card"><h6 class="show-title">Silo</h6></span></a></div></html>"""
    (hit,) = parse.results(Page(SITE, text), provider="sto").hits
    assert (hit.ref, hit.title, hit.cover) == ("silo", "Silo", "")


def test_no_hits_are_no_error(page: ReadPage) -> None:
    assert parse.results(page("search_none.html"), provider="sto").hits == ()


def test_hits_that_are_counted_but_not_found_are_a_changed_layout(page: ReadPage) -> None:
    other = evolve(page("search.html"), text=page("search.html").text.replace("<h6", "<h5"))
    with pytest.raises(LayoutChanged, match=r"h6\.show-title"):
        parse.results(other, provider="sto")


def test_every_series_of_the_list_once(page: ReadPage) -> None:
    titles = {title.ref: title for title in parse.titles(page("list.html"), provider="sto")}
    assert {ref: (title.title, title.aliases) for ref, title in titles.items()} == {
        "nebelwerft": ("Jonna's Nebelwerft & Co.", ("the fog yard", "Nebelwerft")),
        "ber-uns": ("Über uns", ()),
        "absturz": ("Absturz!", ("2dezit",)),
        "silber": ("Silber", ("argent und gold",)),
        "25%20Jahre": ("25 Jahre", ()),
    }
    assert titles["25%20Jahre"].link == f"{SITE}/serie/25%20Jahre"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('class="series-link"', "class=series-link data-a='>'"),
        ("\n</a>", "<br></a>"),
        ('data-search="silber', "data-search='silber'"),
        (
            '<ul class="series-list">',
            '<ul class="series-list"><!--<li data-search="x"><a href="/serie/x">X</a></li>-->',
        ),
    ],
)
def test_a_list_that_is_written_less_plainly_says_the_same(
    page: ReadPage, old: str, new: str
) -> None:
    plain = page("list.html")
    assert old in plain.text
    other = evolve(plain, text=plain.text.replace(old, new))
    expected = parse.titles(plain, provider="sto")
    found = parse.titles(other, provider="sto")
    assert [title.ref for title in found] == [title.ref for title in expected]
    assert [title.title for title in found] == [title.title for title in expected]


@pytest.mark.parametrize("href", ["/serie/neue-serien", "/serie/x/staffel-1", "/film/x", ""])
def test_a_list_without_any_series_is_a_changed_layout(href: str) -> None:
    text = f'<html><li class="series-item" data-search="x"><a href="{href}">X</a></li></html>'
    with pytest.raises(LayoutChanged, match="no series"):
        parse.titles(Page(SITE, text), provider="sto")


def new(**values: object) -> Release:
    kept = {"provider": "sto", "kind": ReleaseKind.NEW}
    return Release(**kept, **values)  # type: ignore[arg-type]


def test_new_episodes_in_whichever_columns_they_stand(page: ReadPage) -> None:
    boats = {
        "ref": "nebelwerft",
        "title": "Jonna's Nebelwerft & Co.",
        "episode": EpisodeId(2, 1),
        "day": date(2026, 3, 6),
        "link": f"{SITE}/serie/nebelwerft/staffel-2/episode-1",
    }
    assert parse.new_episodes(page("new_episodes.html"), provider="sto") == [
        new(**boats, language=GER_DUB),
        new(**boats, language=GER_SUB),
        new(
            ref="25%20Jahre",
            title="25 Jahre",
            episode=EpisodeId(1, 12),
            day=date(2026, 3, 5),
            link=f"{SITE}/serie/25%20Jahre/staffel-1/episode-12",
        ),
        new(
            ref="absturz",
            title="Absturz!",
            episode=EpisodeId(1, 3),
            day=date(2026, 3, 5),
            language=Language("other:klingon"),
            link=f"{SITE}/serie/absturz/staffel-1/episode-3",
        ),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        "<td><a href={}><strong>Silo</strong> <span>S01E02</span></a></td>",
        "<td><a href={}>Silo</a> S01 E02</td>",
        "<td>Neu</td><td><a href={}>Silo S1 · E2</a></td>",
        "<td><a href={}><img></a></td><td><strong>Neu</strong></td><td><a href={}>Silo</a></td>",
    ],
)
def test_the_title_of_what_is_new_is_told_from_what_stands_around_it(cells: str) -> None:
    row = f"<tr>{cells.format(*['/serie/silo/staffel-1/episode-2'] * 2)}<td>05.03.2026</td></tr>"
    text = f'<html><table class="new-episodes-table"><tbody>{row}</tbody></table></html>'
    (release,) = parse.new_episodes(Page(SITE, text), provider="sto")
    assert (release.title, release.episode) == ("Silo", EpisodeId(1, 2))


@pytest.mark.parametrize("rows", ["", "<tr><td>Silo</td></tr>"])
def test_new_episodes_of_which_none_can_be_read_are_a_changed_layout(rows: str) -> None:
    text = f'<html><table class="new-episodes-table"><tbody>{rows}</tbody></table></html>'
    with pytest.raises(LayoutChanged, match="none that can be read"):
        parse.new_episodes(Page(SITE, text), provider="sto")
