"""The parser against pages of the real site, where this machine has them."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.entities import ENG_SUB, GER_DUB, GER_SUB, EpisodeId, SeriesKey
from aniworld_core.errors import Gone, ProviderError, Unavailable
from aniworld_providers_aniworld import parse
from aniworld_scraping import Page, SeriesPage

SHARED = Path(os.environ.get("ANIWORLD_SHARED", Path(__file__).parents[4] / "shared"))
CAPTURES = SHARED / "captures" / "aniworld"
NARUTO = "/anime/stream/naruto"
HOSTERS = ("VOE", "Doodstream", "Filemoon", "Vidmoly")

pytestmark = pytest.mark.skipif(
    not CAPTURES.is_dir(), reason=f"there are no captured pages in {CAPTURES}"
)


def capture(name: str, path: str) -> Page:
    return Page(f"https://aniworld.to{path}", (CAPTURES / name).read_text("utf-8"))


def first(page: Page) -> SeriesPage:
    return parse.series_page(page, provider="aniworld", ref="naruto", key=SeriesKey("naruto"))


def test_the_series() -> None:
    page = first(capture("series_naruto.html", NARUTO))
    series = page.series
    assert (series.title, series.year) == ("Naruto", 2002)
    assert (series.imdb, series.ended) == ("tt4907198", True)
    assert series.aliases == (
        "Naruto Clássico",
        "火影忍者",
        "Naruto Classic",
        "Naruto el Origen",
        "나루토",
        "Наруто",
    )
    assert series.genres == (
        "Fighting-Shounen",
        "Abenteuer",
        "Action",
        "Drama",
        "Fantasy",
        "Komödie",
        "Romanze",
    )
    assert series.cover.startswith("https://aniworld.to/public/img/cover/naruto-stream-cover-")
    assert series.description.endswith("bei der Erfüllung ihrer Missionen.")
    assert page.seasons == {
        0: "filme",
        1: "staffel-1",
        2: "staffel-2",
        3: "staffel-3",
        4: "staffel-4",
    }


def test_the_page_of_the_films_tells_the_same_of_the_series() -> None:
    naruto = first(capture("series_naruto.html", NARUTO))
    films = first(capture("films_naruto.html", f"{NARUTO}/filme"))
    assert evolve(films.series, episodes=()) == evolve(naruto.series, episodes=())
    assert films.seasons == naruto.seasons


def test_the_calendar_of_fifteen_days() -> None:
    page = capture("calendar_2026-08-03.html", "/animekalender")
    releases = parse.calendar(page, provider="aniworld")
    assert len(releases) == 355
    days = [date(2026, 8, 3) + timedelta(days=days) for days in range(15)]
    assert sorted({release.day for release in releases}) == days
    assert {release.language for release in releases} == {GER_DUB, GER_SUB, ENG_SUB}
    first_one, second = releases[:2]
    assert first_one.title == "Love Unseen Beneath the Clear Night Sky"
    assert first_one.ref == "love-unseen-beneath-the-clear-night-sky"
    assert (first_one.episode, first_one.language) == (EpisodeId(1, 5), GER_SUB)
    assert first_one.at == datetime(2026, 8, 3, 12, 40, tzinfo=UTC)
    assert (second.episode, second.language) == (EpisodeId(1, 5), ENG_SUB)
    for release in releases:
        assert release.at is not None
        assert abs(release.at.date() - release.day) <= timedelta(days=1)


def test_all_52_episodes_of_the_first_season() -> None:
    episodes = first(capture("series_naruto.html", NARUTO)).series.episodes
    assert [episode.id for episode in episodes] == [EpisodeId(1, n) for n in range(1, 53)]
    assert [episode.absolute for episode in episodes] == list(range(1, 53))
    for episode in episodes:
        assert episode.languages == (GER_DUB, GER_SUB, ENG_SUB)
        assert episode.hosters == HOSTERS
        assert not episode.upcoming
        assert episode.title
        assert "[" not in episode.title + episode.original_title
        assert "&" not in episode.title + episode.original_title
    assert (episodes[0].title, episodes[0].original_title) == (
        "Wer ist Naruto?",
        "Enter: Naruto Uzumaki!",
    )


def test_the_six_films_in_their_languages() -> None:
    films = parse.episodes(capture("films_naruto.html", f"{NARUTO}/filme"), "filme")
    assert [film.id for film in films] == [EpisodeId(0, n) for n in range(1, 7)]
    dubbed = [GER_DUB in film.languages for film in films]
    assert dubbed == [False, True, True, True, False, False]
    assert all(film.languages[-2:] == (GER_SUB, ENG_SUB) for film in films)
    assert all(film.hosters == HOSTERS for film in films)
    assert films[5].original_title == "Naruto's ultimate heroes"


def test_the_twelve_links_of_an_episode() -> None:
    page = capture("episode_naruto_s1e1.html", f"{NARUTO}/staffel-1/episode-1")
    links = parse.links(page, EpisodeId(1, 1))
    assert [(link.language, link.hoster) for link in links] == [
        (language, hoster) for language in (GER_DUB, ENG_SUB, GER_SUB) for hoster in HOSTERS
    ]
    assert links[0].url == "https://aniworld.to/redirect/2626179"
    assert len({link.url for link in links}) == 12


def test_the_four_series_among_74_hits() -> None:
    page = capture("search_naruto.json", "/ajax/search")
    hits = parse.hits(page, provider="aniworld", query="naruto")
    assert [hit.title for hit in hits] == [
        "Naruto",
        "Naruto Shippuden",
        "Naruto Spin-Off: Rock Lee & His Ninja Pals",
        "Boruto: Naruto Next Generations",
    ]
    assert hits[0].description.endswith("Schließlich…")


def test_a_season_where_an_episode_was_asked_for() -> None:
    with pytest.raises(Gone):
        parse.links(capture("series_naruto.html", NARUTO), EpisodeId(1, 53))


def test_a_calendar_that_was_cut_is_no_shorter_one() -> None:
    page = capture("calendar_2026-08-03.html", "/animekalender")
    for end in range(0, len(page.text) - 4096, 16 * 1024):
        with pytest.raises(Unavailable):
            parse.calendar(Page(page.url, page.text[:end]), provider="aniworld")


def test_cut_at_every_kibibyte_nothing_is_lost_silently() -> None:
    page = capture("series_naruto.html", NARUTO)
    everything = first(page)
    for end in range(0, len(page.text), 1024):
        try:
            result = first(Page(page.url, page.text[:end]))
        except ProviderError:
            continue
        assert result == everything, f"cut at {end}"
