"""The replica's pages bear the marks by which the site's pages are read."""

import json
from collections.abc import Iterator
from datetime import date

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_demo.catalogue import shows
from aniworld_demo.replica import Replica

SUNDAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def site() -> Iterator[httpx.Client]:
    with Replica(today=SUNDAY) as replica, httpx.Client(base_url=replica.base_url) as client:
        yield client


def tree(site: httpx.Client, path: str) -> LexborHTMLParser:
    answer = site.get(path)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def first(page: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    node = page.css_first(selector)
    assert node is not None, selector
    return node


def test_the_catalogue_has_twelve_series_with_all_the_odd_cases() -> None:
    all_shows = list(shows().values())
    titles = [show.title for show in all_shows]
    assert len(all_shows) == 12
    assert len(titles) - len(set(titles)) == 1
    for sign in ":/üß&'?":
        assert any(sign in f"{show.title} {show.entries}" for show in all_shows), sign
    caravan = shows()["die-endlose-karawane"]
    numbered = [entry for entry in caravan.entries if entry.season]
    assert len(numbered) == 1200
    assert numbered[-1].english.endswith("[Episode 1200]")
    assert any(entry.upcoming for entry in caravan.entries)
    undubbed = shows()["kobo-und-die-stumme-stadt"].entries
    assert not any("german" in entry.languages for entry in undubbed)
    ids = [entry.id for show in all_shows for entry in show.entries]
    assert len(set(ids)) == len(ids)


def test_a_series_page_has_its_header_and_the_first_season(site: httpx.Client) -> None:
    page = tree(site, "/anime/stream/sternwacht-null")
    assert first(page, "div.series-title h1 > span").text() == "Sternwacht: Null"
    names = first(page, "div.series-title h1").attributes["data-alternativetitles"]
    assert names == "Star Watch Zero, Hoshimori: Zero"
    assert first(page, "span[itemprop=startDate] a").text() == "2016"
    assert first(page, "span[itemprop=endDate] a").text() == "2018"
    assert first(page, "div.fsk").attributes["data-fsk"] == "12"
    whole = first(page, "p.seri_des").attributes["data-full-description"] or ""
    assert whole == shows()["sternwacht-null"].description
    assert "Ger" in [node.text() for node in page.css("div.genres a[itemprop=genre]")]
    seasons = page.css("#stream > ul:nth-of-type(1) a")
    assert [node.text() for node in seasons] == ["Filme", "1", "2", "3"]
    assert first(page, "meta[itemprop=numberOfSeasons]").attributes["content"] == "4"
    episodes = page.css("#stream > ul:nth-of-type(2) a")
    assert [node.attributes["title"] for node in episodes][:1] == ["Staffel 1 Episode 1"]
    assert len(page.css("table.seasonEpisodesList tbody[id^=season] tr")) == 6


def test_a_running_series_ends_today(site: httpx.Client) -> None:
    page = tree(site, "/anime/stream/die-endlose-karawane")
    assert first(page, "span[itemprop=endDate] a").text() == "Heute"


def test_rows_tell_titles_hosters_and_languages(site: httpx.Client) -> None:
    page = tree(site, "/anime/stream/leuchtturm-der-gezeiten/staffel-2")
    rows = page.css("table.seasonEpisodesList tbody[id^=season] tr")
    assert len(rows) == 7
    assert first(rows[0], "td.seasonEpisodeTitle strong").text() == "Zwei Türme"
    assert first(rows[0], "td.seasonEpisodeTitle span").text() == "Two Towers of Light"
    assert [icon.attributes["title"] for icon in rows[0].css("i.icon")] == [
        "Doodstream",
        "Vidoza",
        "Vidmoly",
    ]
    flags = [img.attributes["src"] for img in rows[0].css("td.editFunctions img.flag")]
    assert flags == ["/public/img/german.svg", "/public/img/japanese-german.svg"]
    assert first(rows[6], "td.seasonEpisodeTitle strong").text() == ""


def test_an_apostrophe_is_escaped_twice_in_an_english_title(site: httpx.Client) -> None:
    page = tree(site, "/anime/stream/leuchtturm-der-gezeiten/staffel-1")
    titles = [node.text() for node in page.css("td.seasonEpisodeTitle span")]
    assert "Mio&#039;s Log" in titles


def test_films_have_flags_of_their_own_and_no_episode_number(site: httpx.Client) -> None:
    page = tree(site, "/anime/stream/regenmacher-akademie/filme")
    rows = page.css("tbody#season0 tr")
    german = [bool(row.css("img[src$='/german.svg']")) for row in rows]
    assert german == [False, False, True]
    assert not page.css("meta[itemprop=episodeNumber]")
    assert first(rows[2], "td.season0EpisodeID a").attributes["href"] == (
        "/anime/stream/regenmacher-akademie/filme/film-3"
    )


def test_an_announced_episode_has_neither_hosters_nor_languages(site: httpx.Client) -> None:
    page = tree(site, "/anime/stream/muehlenhueter-und-soehne")
    last = page.css("tbody#season1 tr")[-1]
    assert not last.css("i.icon")
    assert not last.css("img.flag")


@pytest.mark.parametrize("place", ["filme/film-1", "staffel-0/episode-1"])
def test_a_film_has_two_addresses(site: httpx.Client, place: str) -> None:
    page = tree(site, f"/anime/stream/sternwacht-null/{place}")
    heading = first(page, "div.hosterSiteTitle").attributes
    assert (heading["data-season"], heading["data-episode"]) == ("0", "1")


def test_an_episode_page_lists_every_hoster_in_every_language(site: httpx.Client) -> None:
    page = tree(site, "/anime/stream/sternwacht-null/staffel-1/episode-1")
    legend = page.css("div.changeLanguageBox img[data-lang-key]")
    assert [(img.attributes["data-lang-key"], img.attributes["title"]) for img in legend] == [
        ("1", "Deutsch"),
        ("3", "mit Untertitel Deutsch"),
        ("2", "mit Untertitel Englisch"),
    ]
    links = page.css("div.hosterSiteVideo ul.row > li[data-link-id]")
    assert len(links) == 12
    assert {first(link, "h4").text() for link in links} == {
        "VOE",
        "Vidmoly",
        "Vidoza",
        "Doodstream",
    }
    for link in links:
        target = f"/redirect/{link.attributes['data-link-id']}"
        assert link.attributes["data-link-target"] == target
        assert first(link, "a.watchEpisode").attributes["href"] == target


def test_the_search_answer_is_as_dirty_as_the_sites(site: httpx.Client) -> None:
    answer = site.post("/ajax/search", data={"keyword": "glutherz"})
    assert "\\/anime\\/stream\\/glutherz" in answer.text
    hits = json.loads(answer.text)
    links = [hit["link"] for hit in hits]
    assert links[:2] == ["/anime/stream/glutherz", "/anime/stream/glutherz-2019"]
    assert hits[0]["title"] == "<em>Glutherz</em>"
    assert hits[0]["description"].endswith("&#8230;")
    assert any("/staffel-1/episode-" in link for link in links)
    assert any(link.startswith("/support/frage/") for link in links)


def test_search_escapes_titles(site: httpx.Client) -> None:
    (hit, *_) = site.post("/ajax/search", data={"keyword": "teestunde"}).json()
    assert hit["title"] == "Agentin Wasabi&amp;#039;s <em>Teestunde</em>"
    (hit, *_) = site.post("/ajax/search", data={"keyword": "mühlenhüter"}).json()
    assert hit["title"] == "<em>Mühlenhüter</em> &amp; Söhne"


def test_the_quick_search_names_slugs_and_years(site: httpx.Client) -> None:
    hits = site.get("/ajax/seriesSearch", params={"keyword": "karawane"}).json()
    assert [(hit["link"], hit["productionYear"]) for hit in hits] == [
        ("die-endlose-karawane", "(1998 - Heute)")
    ]


@pytest.mark.parametrize("path", ["/animes", "/animes-alphabet"])
def test_the_lists_hold_every_series(site: httpx.Client, path: str) -> None:
    page = tree(site, path)
    anchors = page.css("#seriesContainer .genre ul li a[href^='/anime/stream/']")
    slugs = {str(anchor.attributes["href"]).rsplit("/", 1)[1] for anchor in anchors}
    assert slugs == set(shows())
    known = [anchor for anchor in anchors if "data-alternative-title" in anchor.attributes]
    assert 0 < len(known) < len(anchors)


def test_new_episodes_have_a_row_for_each_language(site: httpx.Client) -> None:
    page = tree(site, "/neue-episoden")
    rows = page.css("div.newEpisodeList .rows > div")
    flags = {first(row, "img.flag[data-src]").attributes["data-src"] for row in rows}
    assert len(rows) > 6
    assert len(flags) > 1
    newest = rows[0]
    assert first(newest, "strong").text() == "Die endlose Karawane"
    assert first(newest, "span.elementFloatRight").text() == "So, 01.03.2026"
    assert first(newest, "span.listTag").text() == "S06 E198"


def test_the_calendar_has_two_weeks_and_a_day(site: httpx.Client) -> None:
    page = tree(site, "/animekalender")
    days = page.css("section.calendarList")
    assert [day.attributes.get("id") for day in days] == [
        *("sonntag", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag"),
        *[""] * 8,
    ]
    assert first(days[0], "h3").text() == "Sonntag, 01.03.2026 (heute)"
    friday = days[5].css(".seriesListContainer > div > a")
    assert len(friday) == 2
    assert first(friday[0], "h3").text() == "Mühlenhüter & Söhne"
    assert [small.text().strip() for small in friday[0].css("small")] == ["S01E08", "~ 18:25 Uhr"]


def test_a_missing_series_is_told_with_status_200(site: httpx.Client) -> None:
    page = tree(site, "/anime/stream/gibt-es-nicht")
    assert page.css("div.messageAlert.danger")
    assert site.get("/gibt-es-nicht").status_code == 404


def test_covers_are_pictures(site: httpx.Client) -> None:
    page = tree(site, "/anime/stream/glutherz")
    path = str(first(page, "div.seriesCoverBox img[data-src]").attributes["data-src"])
    answer = site.get(path)
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert site.get(path.replace("glutherz", "nichts")).status_code == 404


def test_an_unchanged_page_is_not_sent_again(site: httpx.Client) -> None:
    answer = site.get("/animes")
    for validator in (
        {"If-None-Match": answer.headers["etag"]},
        {"If-Modified-Since": answer.headers["last-modified"]},
    ):
        again = site.get("/animes", headers=validator)
        assert (again.status_code, again.content) == (304, b"")
    other = site.get("/animes", headers={"If-None-Match": '"other"'})
    assert other.status_code == 200
