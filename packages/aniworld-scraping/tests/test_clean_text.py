"""Cleaning the texts of sites."""

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_scraping import clean, is_whole, without_tags


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Lena&#039;s garden", "Lena's garden"),
        ("Lena&amp;#039;s garden", "Lena's garden"),
        ("a &amp;amp;amp; b", "a & b"),
        ("  two\n\tblanks\u00a0here ", "two blanks here"),
        ("u\u0308ber", "über"),
        ("to be continued&#8230;", "to be continued…"),
        ("nul\x00 bell\x07 c1\x9f", "nul bell c1"),
        ("half \ud83d emoji", "half emoji"),
        ("", ""),
    ],
)
def test_cleaning(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(st.characters(exclude_categories=())))
def test_clean_text_can_be_stored_and_is_composed(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode().decode() == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split())


@given(st.text(st.characters(categories=("L", "N"), exclude_characters="&")), st.integers(0, 3))
def test_as_many_escapes_as_sites_make_are_undone(text: str, times: int) -> None:
    escaped = f"{text} & 'more'"
    for _ in range(times):
        escaped = html.escape(escaped)
    assert clean(escaped) == clean(f"{text} & 'more'")


def test_tags_go_and_other_brackets_stay() -> None:
    assert (
        without_tags("<em>Sun</em> <b class='x'>&lt;3</b> 1 < 2 > 0 <3") == "Sun &lt;3 1 < 2 > 0 <3"
    )


def test_a_page_is_whole_when_it_ends() -> None:
    page = "<!doctype html><html><body>text</body></HTML>\n<!-- served by 1 -->"
    assert is_whole(page)
    assert not any(is_whole(page[:end]) for end in range(page.index("</HTML")))
