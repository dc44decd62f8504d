"""Where the replicas and pages captured from the sites have to agree: the marks that pages are read by."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from aniworld_demo.replica import Replica

SHARED = Path(os.environ.get("ANIWORLD_SHARED", Path(__file__).resolve().parents[4] / "shared"))
CAPTURES = SHARED / "captures"

pytestmark = pytest.mark.skipif(not CAPTURES.is_dir(), reason="the captured pages are not here")

TAILORS = "/serie/die-wolkenschneider-von-arau"
TIDES = "/anime/stream/leuchtturm-der-gezeiten"

PAGES = {
    "aniworld/series_naruto.html": (
        "aniworld",
        TIDES,
        "div.series-title h1[data-alternativetitles] > span",
        "span[itemprop=startDate] a, span[itemprop=endDate] a",
        "div.fsk[data-fsk]",
        "p.seri_des[data-full-description]",
        "div.genres a[itemprop=genre]",
        "div.seriesCoverBox img[data-src]",
        "#stream > ul:nth-of-type(1) a[href$='/filme'][title='Alle Filme']",
        "#stream > ul:nth-of-type(2) a[title='Staffel 1 Episode 1']",
        "table.seasonEpisodesList tbody#season1 tr[data-episode-id]",
        "td.season1EpisodeID meta[itemprop=episodeNumber]",
        "td.seasonEpisodeTitle strong",
        "td.seasonEpisodeTitle span",
        "tr i.icon[title=VOE]",
        "td.editFunctions img.flag[src$='/japanese-german.svg']",
    ),
    "aniworld/films_naruto.html": (
        "aniworld",
        f"{TIDES}/filme",
        "tbody#season0 tr td.season0EpisodeID a[href$='/filme/film-1']",
    ),
    "aniworld/episode_naruto_s1e1.html": (
        "aniworld",
        f"{TIDES}/staffel-1/episode-7",
        "div.hosterSiteTitle[data-season='1'][data-episode][data-episode-id]",
        "div.changeLanguageBox img[data-lang-key='3'][title='mit Untertitel Deutsch']",
        "div.hosterSiteVideo ul.row > li[data-link-id][data-lang-key][data-link-target^='/redirect/']",
        "li a.watchEpisode[href^='/redirect/'] i.icon[title='Hoster VOE'] + h4",
    ),
    "aniworld/calendar_2026-08-03.html": (
        "aniworld",
        "/animekalender",
        "section.calendarList#montag > h3",
        "section.calendarList[id='']",
        ".seriesListContainer > div > a[href^='/anime/stream/'] h3",
        ".seriesListContainer small img.flag[data-src$='/japanese-german.svg']",
        ".seriesListContainer small + small",
    ),
    "sto/new_season_18if_s1.trimmed.html": (
        "sto",
        f"{TAILORS}/staffel-1",
        "meta[name=csrf-token][content]",
        "span.logo-summary",
        ".show-header-wrapper h1.h2.fw-bold",
        "h1 + p a[href^='/jahr/']",
        "h1 + p a[href*='imdb.com/title/tt']",
        "span.description-text",
        "li.series-group > strong",
        "li.series-group > a.link-light[href^='/genre/']",
        "img[alt=Backdrop][data-src^='/media/images/backdrop/']",
        ".show-header-wrapper img[data-src^='/media/images/channel/desktop/']",
        "nav#season-nav a.bg-primary[data-season-pill='1'][href$='/staffel-1']",
        "nav#episode-nav a[href$='/staffel-1/episode-1']",
        'table.episode-table tr.episode-row[onclick$="/staffel-1/episode-1\'"]',
        "th.episode-number-cell",
        "td.episode-title-cell strong.episode-title-ger[title]",
        "td.episode-title-cell span.episode-title-eng[title]",
        "td.episode-watch-cell img.watch-link[alt=VOE][title=VOE]",
        "td.episode-language-cell svg.svg-flag-english-german > use[href='#icon-flag-english-german']",
    ),
    "sto/new_episode_one-piece-2023_s1e1.prettified.html": (
        "sto",
        f"{TAILORS}/staffel-1/episode-1",
        "meta[name=csrf-token][content]",
        ".show-header-wrapper .breadcrumb-item.show-name a[href^='/serie/']",
        "h1.h2.fw-bold",
        "article > h2",
        "#episode-links h5",
        "#episode-links button.link-box[data-link-id][data-play-url^='/r?t='][data-provider-name=VOE]",
        "button[data-language-id='3'][data-language-label=Ger-Sub] use[href='#icon-flag-english-german']",
        "button[data-language-id='2'][data-language-label=Englisch]",
        "div#episode-redirect-gate-root[data-redirect-gate-tier=turnstile][data-altcha-challenge-url]",
        "form#player-prepare-form[action='/r'][method=POST] input[name=_token]",
        "#seasonsEpisodesModal nav#season-nav a[data-season-pill]",
    ),
    "sto/new_search_silo.trimmed.html": (
        "sto",
        "/suche?term=wolken",
        ".search-results .results-group[data-group=all] h6.show-title",
        "[data-group=shows] .card a[href^='/serie/']",
        "[data-group=shows] .card h6.show-title[title]",
        "[data-group=shows] .card img[alt]",
        "[data-group=episodes] .search-section--episodes",
    ),
}


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


@pytest.mark.parametrize("capture", PAGES)
def test_a_captured_page_and_its_replica_bear_the_same_marks(
    replica: Replica, capture: str
) -> None:
    site, path, *marks = PAGES[capture]
    real = LexborHTMLParser((CAPTURES / capture).read_bytes())
    ours = LexborHTMLParser(httpx.get(replica.base_urls[site] + path).content)
    assert [mark for mark in marks if not real.css_matches(mark)] == [], "the site lacks"
    assert [mark for mark in marks if not ours.css_matches(mark)] == [], "the replica lacks"


def test_rows_have_no_links_on_either(replica: Replica) -> None:
    capture = CAPTURES / "sto/new_season_18if_s1.trimmed.html"
    ours = httpx.get(f"{replica.base_urls['sto']}{TAILORS}").content
    for page in (capture.read_bytes(), ours):
        assert not LexborHTMLParser(page).css_matches("tr.episode-row a")
