"""Broken pages: a right result or a ProviderError, never a crash and never less than there is."""

from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from aniworld_core.entities import EpisodeId, SeriesKey
from aniworld_core.errors import ProviderError
from aniworld_providers_sto import parse
from aniworld_scraping import Page

KEY = SeriesKey("nebelwerft")
READERS: dict[str, Callable[[Page], object]] = {
    "season_1.html": lambda page: parse.series_page(page, provider="a", ref="x", key=KEY),
    "season_2.html": lambda page: parse.episodes(page, "staffel-2"),
    "episode.html": lambda page: (
        parse.links(page, "x", EpisodeId(1, 1)),
        parse.play_address(page, "503"),
    ),
    "search.html": lambda page: parse.results(page, provider="a"),
    "list.html": lambda page: parse.titles(page, provider="a"),
    "new_episodes.html": lambda page: parse.new_episodes(page, provider="a"),
}
INSERTED = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["<", ">", '"', "</tr>", "<tr>", "</table>", "<table>", "<td>", "</a>", "<!--", "\x00"]
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
        assert len(set(ids)) == len(ids)
        assert {id.season for id in ids} == {2}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "cp500"])
def test_a_page_in_two_encodings_is_no_crash(
    page: Callable[[str], Page], name: str, encoding: str
) -> None:
    text = page(name).text
    middle = len(text) // 2
    body = text[:middle].encode() + text[middle:].encode(encoding, "replace")
    mixed = evolve(page(name), text=body.decode("utf-8", "replace"))
    try:
        result = READERS[name](mixed)
    except ProviderError:
        return
    assert type(result) is type(READERS[name](page(name)))


@given(st.sampled_from(sorted(READERS)), st.text())
def test_any_other_text_is_an_error(name: str, text: str) -> None:
    with pytest.raises(ProviderError):
        READERS[name](Page("https://serienstream.to/", text))
