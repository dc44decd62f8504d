"""The lists of the whole site: every title, what is new and what is coming."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from html import escape

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import (
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    EpisodeId,
    Language,
    Release,
    ReleaseKind,
    Title,
)
from aniworld_core.errors import Blocked, LayoutChanged, Unavailable
from aniworld_providers_aniworld import parse
from aniworld_scraping import Page

ReadPage = Callable[[str], Page]
SITE = "https://aniworld.to"
REF = "laternenstrasse-links"
NAME = "Laternenstraße, links"


def titles(page: Page) -> tuple[Title, ...]:
    return parse.titles(page, provider="aniworld")


def new_episodes(page: Page) -> tuple[Release, ...]:
    return parse.new_episodes(page, provider="aniworld")


def calendar(page: Page) -> tuple[Release, ...]:
    return parse.calendar(page, provider="aniworld")


def test_every_title_once_with_its_other_titles(page: ReadPage) -> None:
    assert titles(page("alphabet.html")) == (
        Title(
            provider="aniworld",
            ref="25%20Jahre",
            title="25 Jahre",
            link=f"{SITE}/anime/stream/25%20Jahre",
        ),
        Title(
            provider="aniworld",
            ref=REF,
            title=NAME,
            aliases=("Lantern Street", "灯籠通り", "L'allée"),
            link=f"{SITE}/anime/stream/{REF}",
        ),
        Title(
            provider="aniworld",
            ref="leuchtturm",
            title="Leuchtturm & Meer",
            link=f"{SITE}/anime/stream/leuchtturm",
        ),
    )


def test_an_episode_is_new_once_for_each_language(page: ReadPage) -> None:
    dubbed = Release(
        provider="aniworld",
        ref=REF,
        title=NAME,
        kind=ReleaseKind.NEW,
        episode=EpisodeId(1, 2),
        day=date(2026, 9, 12),
        language=GER_DUB,
        link=f"{SITE}/anime/stream/{REF}/staffel-1/episode-2",
    )
    film = evolve(
        dubbed,
        ref="25%20Jahre",
        title="25 Jahre & mehr",
        episode=EpisodeId(0, 1),
        day=date(2026, 8, 31),
        language=None,
        link=f"{SITE}/anime/stream/25%20Jahre/filme/film-1",
    )
    subbed = evolve(dubbed, language=ENG_SUB)
    assert new_episodes(page("new_episodes.html")) == (dubbed, subbed, film)


def test_what_is_coming_with_its_german_time_in_utc(page: ReadPage) -> None:
    first, some_time, later = calendar(page("calendar.html"))
    assert first == Release(
        provider="aniworld",
        ref=REF,
        title=NAME,
        kind=ReleaseKind.COMING,
        episode=EpisodeId(1, 3),
        day=date(2026, 12, 31),
        at=datetime(2026, 12, 30, 23, 30, tzinfo=UTC),
        language=GER_SUB,
        link=f"{SITE}/anime/stream/{REF}",
    )
    assert (some_time.day, some_time.at) == (date(2026, 12, 31), None)
    assert some_time.language == Language("other:klingon")
    assert (later.episode, later.day, later.at) == (EpisodeId(2, 2), date(2027, 1, 1), None)


READERS: dict[str, Callable[[Page], object]] = {
    "alphabet.html": titles,
    "new_episodes.html": new_episodes,
    "calendar.html": calendar,
}
NO_ENTRY = "<a href='/x'>x</a>"
UNREADABLE = {
    "alphabet.html": f"<div id=seriesContainer><ul class=genre><li>{NO_ENTRY}</ul></div>",
    "new_episodes.html": f"<div class=newEpisodeList><div class=rows>{NO_ENTRY}</div></div>",
    "calendar.html": "<section class=calendarList><h3>Montag, 03.08.2026</h3>"
    f"<div class=seriesListContainer>{NO_ENTRY}</div></section>",
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<html><h1>Willkommen</h1></html>", LayoutChanged),
        ("<html><title>Just a moment...</title></html>", Blocked),
        ("<html><body>half a pa", Unavailable),
    ],
)
def test_a_page_that_is_no_list_says_what_it_is(
    name: str, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        READERS[name](Page(SITE, text))


@pytest.mark.parametrize("name", READERS)
def test_a_list_of_which_nothing_can_be_read_is_not_empty(name: str) -> None:
    with pytest.raises(LayoutChanged):
        READERS[name](Page(SITE, f"<html>{UNREADABLE[name]}</html>"))


def test_a_list_of_titles_without_any_is_not_empty_either() -> None:
    with pytest.raises(LayoutChanged):
        titles(Page(SITE, "<html><div id=seriesContainer></div></html>"))


@pytest.mark.parametrize("name", ["new_episodes.html", "calendar.html"])
def test_days_on_which_nothing_comes_are_empty(name: str) -> None:
    text = UNREADABLE[name].replace(NO_ENTRY, "")
    assert READERS[name](Page(SITE, f"<html>{text}</html>")) == ()


TEXTS = st.text("abä &<>\"', ", max_size=12)
ENTRIES = st.lists(st.tuples(st.from_regex("[a-z]{1,3}", fullmatch=True), TEXTS, TEXTS))


@given(ENTRIES)
def test_a_list_is_read_the_same_whichever_way_it_is_written(
    entries: list[tuple[str, str, str]],
) -> None:
    """The usual form is read without a tree, any other one by a tree."""

    def written(form: str) -> Page:
        items = "".join(
            form.format(ref=ref, title=escape(title), others=escape(others))
            for ref, title, others in [("last", "Last", ""), *entries]
        )
        container = f'<div id="seriesContainer"><div class="genre"><ul>{items}</ul></div></div>'
        return Page(SITE, f"<html><body>{container}</body></html>")

    usual = '<li><a data-alternative-title="{others}" href="/anime/stream/{ref}"> {title}</a></li>'
    other = (
        "<li><a class='x' href='/anime/stream/{ref}' data-alternative-title=\"{others}\">{title}"
    )
    assert titles(written(usual)) == titles(written(other))
