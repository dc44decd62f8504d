"""Broken pages: a right result or a ProviderError, never a crash and never less than there is."""

from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from aniworld_core.entities import EpisodeId, SeriesKey
from aniworld_core.errors import ProviderError
from aniworld_providers_aniworld import parse
from aniworld_scraping import Page

KEY = SeriesKey("laternenstrasse-links")
READERS: dict[str, Callable[[Page], object]] = {
    "series.html": lambda page: parse.series_page(page, provider="a", ref="x", key=KEY),
    "season_2.html": lambda page: parse.episodes(page, "staffel-2"),
    "films.html": lambda page: parse.episodes(page, "filme"),
    "episode.html": lambda page: parse.links(page, EpisodeId(1, 1)),
    "search.json": lambda page: parse.hits(page, provider="a", query="laternen"),
    "alphabet.html": lambda page: parse.titles(page, provider="a"),
    "new_episodes.html": lambda page: parse.new_episodes(page, provider="a"),
    "calendar.html": lambda page: parse.calendar(page, provider="a"),
}
INSERTED = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["<", ">", '"', "</tr>", "<tr>", "</table>", "<table>", "<td>", "</ul>", "<!--", "\x00"]
    ),
)


@pytest.mark.parametrize("name", READERS)
def test_a_page_cut_anywhere_gives_everything_or_an_error(
    page: Callable[[str], Page], name: str
) -> None:
    whole = page(name)
    everything = READERS[name](whole)
    for end in range(len(whole.text)):
        try:
            result = READERS[name](evolve(whole, text=whole.text[:end]))
        except ProviderError:
            continue
        assert result == everything, f"cut at {end}"


@given(st.sampled_from(sorted(READERS)), st.data())
@settings(max_examples=300)
def test_a_damaged_page_is_no_crash(
    page: Callable[[str], Page], name: str, data: st.DataObject
) -> None:
    text = page(name).text
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 200)))
        text = text[:start] + data.draw(INSERTED) + text[end:]
    try:
        result = READERS[name](evolve(page(name), text=text))
    except ProviderError:
        return
    if name == "season_2.html":
        assert isinstance(result, tuple)
        ids = [episode.id for episode in result]
        assert len(set(ids)) == len(ids) >= 1
        assert {id.season for id in ids} == {2}


@given(st.sampled_from(sorted(READERS)), st.text())
def test_any_other_text_is_an_error(name: str, text: str) -> None:
    try:
        result = READERS[name](Page("https://aniworld.to/", text))
    except ProviderError:
        return
    assert name == "search.json"  # some texts are empty lists
    assert result == []
