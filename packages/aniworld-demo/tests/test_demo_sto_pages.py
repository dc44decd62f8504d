"""The second site's pages bear the marks of the newer layout, with all that is odd in it."""

import json
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_demo.catalogue import Entry, Show, shows
from aniworld_demo.replica import Replica

FRIDAY = date(2026, 3, 6)
TAILORS = "/serie/die-wolkenschneider-von-arau"


@pytest.fixture(scope="module")
def site() -> Iterator[httpx.Client]:
    with (
        Replica(today=FRIDAY) as replica,
        httpx.Client(base_url=replica.base_urls["sto"]) as client,
    ):
        yield client


def tree(site: httpx.Client, path: str) -> LexborHTMLParser:
    answer = site.get(path)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def first(page: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    node = page.css_first(selector)
    assert node is not None, selector
    return node


def attribute(node: LexborNode, name: str) -> str:
    value = node.attributes[name]
    assert value is not None
    return value


def test_the_catalogue_has_all_the_odd_slugs() -> None:
    found = shows("sto")
    titles = [show.title for show in found.values()]
    assert 8 <= len(found) <= 10
    assert len(titles) - len(set(titles)) == 1
    assert set(found) & set(shows()) == {"sternwacht-null"}
    assert any(" " in slug for slug in found)
    assert any(slug != slug.lower() for slug in found)
    ids = [
        entry.id
        for name in ("aniworld", "sto")
        for show in shows(name).values()
        for entry in show.entries
    ]
    assert len(set(ids)) == len(ids)


def test_a_series_page_is_its_first_season(site: httpx.Client) -> None:
    page = tree(site, TAILORS)
    assert first(page, ".show-header-wrapper h1.fw-bold").text(strip=True) == (
        "Die Wolkenschneider von Arau"
    )
    facts = first(page, "h1 + p")
    assert [year.text() for year in facts.css("a[href^='/jahr/']")] == ["2021"]
    assert first(facts, "span").text() == "NA"
    assert "FSK 6" in facts.text()
    assert "tt0000001" in attribute(first(facts, "a[href*='imdb.com/title/']"), "href")
    assert attribute(first(page, "meta[name=csrf-token]"), "content")
    pills = [attribute(pill, "data-season-pill") for pill in page.css("#season-nav a")]
    assert pills == ["1", "2", "0"]
    assert len(page.css("table.episode-table tr.episode-row")) == 5


def test_an_ended_series_has_two_years(site: httpx.Client) -> None:
    facts = first(tree(site, "/serie/nebelkraehen"), "h1 + p")
    assert [year.text() for year in facts.css("a[href^='/jahr/']")] == ["2009", "2012"]


def test_some_genres_are_hidden_and_some_groups_are_empty(site: httpx.Client) -> None:
    page = tree(site, TAILORS)
    groups = {first(one, "strong").text(): one for one in page.css("li.series-group")}
    assert [link.text() for link in groups["Genre:"].css("a.link-light")] == [
        *("Abenteuer", "Familie", "Fantasy", "Komödie")
    ]
    hidden = first(groups["Genre:"], "span.extra-items.d-none")
    assert [link.text() for link in hidden.css("a")] == ["Fantasy", "Komödie"]
    assert not groups["Besetzung:"].css("a")


def test_rows_have_no_links_but_an_address(site: httpx.Client) -> None:
    rows = tree(site, f"{TAILORS}/staffel-1").css("tr.episode-row")
    assert not any(row.css("a") for row in rows)
    assert attribute(rows[2], "onclick") == f"window.location='{TAILORS}/staffel-1/episode-3'"
    assert first(rows[2], ".episode-number-cell").text() == "3"
    assert attribute(first(rows[2], ".episode-title-ger"), "title") == "Vrenis Schere"
    assert attribute(first(rows[2], ".episode-title-eng"), "title") == "Vreni`s Shears"
    assert [attribute(img, "alt") for img in rows[2].css(".episode-watch-cell img")] == [
        *("VOE", "Vidmoly", "Vidoza")
    ]
    flags = [attribute(use, "href") for use in rows[2].css(".episode-language-cell use")]
    assert flags == ["#icon-flag-german", "#icon-flag-english-german", "#icon-flag-english"]


def test_announced_rows_say_so(site: httpx.Client) -> None:
    rows = tree(site, f"{TAILORS}/staffel-2").css("tr.episode-row")
    announced = ["upcoming" in attribute(row, "class").split() for row in rows]
    assert announced == [False, False, True, True]
    assert "DEMNÄCHST" in rows[3].text()
    assert "TBA" in rows[3].text()
    assert not rows[3].css("img, svg")


def test_films_are_season_0(site: httpx.Client) -> None:
    (row,) = tree(site, f"{TAILORS}/staffel-0").css("tr.episode-row")
    assert attribute(row, "onclick").endswith("/staffel-0/episode-1'")
    assert site.get(f"{TAILORS}/filme").status_code == 404


@pytest.mark.parametrize("slug", shows("sto"))
def test_every_slug_has_its_page(site: httpx.Client, slug: str) -> None:
    assert site.get(f"/serie/{slug}").status_code == 200


def test_an_episode_page_has_its_navigation_twice_and_the_gate_all_the_same(
    site: httpx.Client,
) -> None:
    page = tree(site, f"{TAILORS}/staffel-1/episode-1")
    assert len(page.css("#season-nav")) == 2
    assert page.css("#episode-redirect-gate-root[data-redirect-gate-tier=turnstile]")
    assert page.css("form#player-prepare-form[action='/r']")
    buttons = page.css("#episode-links button.link-box")
    assert len(buttons) == 9
    told = {
        (attribute(one, "data-language-id"), attribute(one, "data-language-label"))
        for one in buttons
    }
    assert told == {("1", "Deutsch"), ("3", "Ger-Sub"), ("2", "Englisch")}


def buttons(site: httpx.Client, place: str = "staffel-1/episode-1") -> dict[str, str]:
    """Return the play addresses of the first site's hosters by link id."""
    found = tree(site, f"{TAILORS}/{place}").css("button.link-box")
    return {attribute(one, "data-link-id"): attribute(one, "data-play-url") for one in found}


def test_link_ids_stay_and_tokens_change(site: httpx.Client) -> None:
    before, after = buttons(site), buttons(site)
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())
    answer = site.get(f"{TAILORS}/staffel-1/episode-1")
    assert not {"etag", "last-modified"} & set(answer.headers)


def test_play_links_lead_to_the_hosters_by_redirect_or_script(site: httpx.Client) -> None:
    page = tree(site, f"{TAILORS}/staffel-1/episode-1")
    for button in page.css("button.link-box"):
        answer = site.get(attribute(button, "data-play-url"))
        if attribute(button, "data-provider-name") == "Vidoza":
            assert answer.status_code == 200
            assert 'window.top.location.href = "http://127.0.0.1' in answer.text
        else:
            assert answer.status_code == 302


def test_a_token_runs_out_and_is_not_to_be_made_up() -> None:
    with (
        Replica(token_life=0) as replica,
        httpx.Client(base_url=replica.base_urls["sto"]) as client,
    ):
        assert {client.get(url).status_code for url in buttons(client).values()} == {404}
        for token in ("", "eyJ", "e30=", "W10=", "ä"):
            assert client.get("/r", params={"t": token}).status_code == 404


def test_a_changed_token_leads_nowhere(site: httpx.Client) -> None:
    url, *_ = buttons(site).values()
    whole = unquote(url.partition("=")[2])
    changed = ("x" if whole[30] != "x" else "y").join((whole[:30], whole[31:]))
    assert site.get("/r", params={"t": whole}).status_code in {200, 302}
    assert site.get("/r", params={"t": changed}).status_code == 404


def test_after_some_plays_the_gate_is_in_the_way() -> None:
    with (
        Replica(gate_after=2) as replica,
        httpx.Client(base_url=replica.base_urls["sto"]) as client,
    ):
        answers = [client.get(url) for url in list(buttons(client).values())[:4]]
        gated = ["player-prepare-form" in answer.text for answer in answers]
        assert gated == [False, False, True, True]
        assert answers[3].status_code == 200
        asked = client.post("/r", data={"t": "x"})
        assert "player-prepare-form" in asked.text


def test_search_results_come_in_groups_and_pages(site: httpx.Client) -> None:
    found: list[str] = []
    path = "/suche?term=e&tab=shows"
    while path:
        page = tree(site, path)
        assert page.css("[data-group=all] h6.show-title")
        titles = page.css("[data-group=shows] h6.show-title")
        found += [node.text() for node in titles]
        following = page.css_first("a[rel=next]")
        path = "" if following is None else attribute(following, "href")
    assert sorted(found) == sorted(show.title for show in shows("sto").values())


def test_a_search_escapes_what_was_typed(site: httpx.Client) -> None:
    page = tree(site, '/suche?term="><script>alert(1)</script>')
    assert not page.css("script")
    assert not page.css("h6.show-title")


def test_suggestions_are_series_by_title(site: httpx.Client) -> None:
    answer = site.get("/api/search/suggest", params={"term": "25"})
    assert json.loads(answer.text)["shows"] == [
        {"name": "25 Jahre Regen", "url": "/serie/25%20Jahre%20Regen"}
    ]


def test_the_list_holds_every_series_and_what_is_none(site: httpx.Client) -> None:
    page = tree(site, "/serien")
    links = page.css("ul.series-list li.series-item[data-search] > a[href^='/serie/']")
    slugs = [unquote(attribute(link, "href").removeprefix("/serie/")) for link in links]
    strangers = [slug for slug in slugs if slug not in shows("sto")]
    assert set(slugs) >= set(shows("sto"))
    assert strangers == ["neue-serien", "25 Jahre Regen/staffel-1"]
    searched = {link.text(): attribute(link.parent, "data-search") for link in links if link.parent}
    assert searched["Hüter der Stille"] == "hüter der stille hueter der stille | keepers of silence"


def test_new_episodes_have_a_row_for_each_language(site: httpx.Client) -> None:
    rows = tree(site, "/neue-episoden").css("table.new-episodes-table tbody tr")
    assert len(rows) == 4
    assert attribute(rows[0], "onclick") == f"window.location='{TAILORS}/staffel-2/episode-2'"
    assert [cell.text(strip=True) for cell in rows[0].css("td")] == [
        *("Die Wolkenschneider von Arau", "S02E02", "", "05.03.2026")
    ]
    assert first(rows[0], "use").attributes["href"] == "#icon-flag-english-german"


def test_covers_are_pictures(site: httpx.Client) -> None:
    image = first(tree(site, TAILORS), "img[data-src*='/media/images/channel/']")
    answer = site.get(attribute(image, "data-src"))
    assert answer.headers["content-type"] == "image/png"
    assert site.get("/media/images/channel/desktop/nichts-demo").status_code == 404


@pytest.mark.parametrize("path", ["/serie/gibt-es-nicht", "/gibt-es-nicht", f"{TAILORS}/staffel-9"])
def test_what_is_missing_is_told_by_status_and_title(site: httpx.Client, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert "404" in first(LexborHTMLParser(answer.text), "title").text()


def test_other_series_can_be_served_in_place_of_the_sites_own() -> None:
    entry = Entry(season=1, number=1, languages=("german",), hosters=("VOE",))
    mine = [
        Show(slug=f"serie-{number}", title=f"Serie {number}", start=2000 + number, entries=(entry,))
        for number in range(3)
    ]
    with (
        Replica(catalogues={"aniworld": mine, "sto": mine[:1]}) as replica,
        httpx.Client() as client,
    ):
        old = client.get(f"{replica.base_urls['aniworld']}/animes-alphabet").text
        new = client.get(f"{replica.base_urls['sto']}/serien").text
        page = client.get(f"{replica.base_urls['sto']}/serie/serie-0").text
    assert [f"> {show.title}</a>" in old for show in mine] == [True, True, True]
    assert [f">{show.title}</a>" in new for show in mine] == [True, False, False]
    assert "2000" in page
