"""Rules for names, episode ranges, qualities and languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core import validators
from aniworld_core.entities import Language
from aniworld_core.errors import InvalidValue


@pytest.mark.parametrize(
    "name", ["K", "86", "Wälder", "Tessa: Der \u201eAnfang\u201c", "進撃の巨人"]
)
def test_series_names_are_taken(name: str) -> None:
    assert validators.series_name(f" {name} ") == name


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "it is empty"),
        ("  ", "it is empty"),
        ("Tes\x00sa", "it has control characters"),
        ("Tes\nsa", "it has control characters"),
        ("\ud800", "it has control characters"),
        ("x" * 301, "it has more than 300 characters"),
    ],
)
def test_bad_series_names_are_told(name: str, rule: str) -> None:
    with pytest.raises(InvalidValue, match=rule):
        validators.series_name(name)


@given(st.text())
def test_a_series_name_that_was_taken_is_taken_again(text: str) -> None:
    try:
        name = validators.series_name(text)
    except InvalidValue:
        return
    assert validators.series_name(name) == name


@given(st.integers(-5, 1100), st.integers(-5, 1100), st.integers(1, 1100))
def test_a_range_lies_between_one_and_the_limit(first: int, last: int, limit: int) -> None:
    if 1 <= first <= last <= limit:
        assert list(validators.episode_range(first, last, limit=limit))[:: last - first or 1] == (
            [first] if first == last else [first, last]
        )
    else:
        with pytest.raises(InvalidValue):
            validators.episode_range(first, last, limit=limit)


@pytest.mark.parametrize(
    ("first", "last", "rule"),
    [
        (0, 3, "'0-3' is no episode range: episodes are counted from 1"),
        (5, 3, "it ends before it begins"),
        (1, 1001, "the highest number allowed is 1000"),
        (1001, 1001, "'1001' is no episode range"),
    ],
)
def test_bad_ranges_are_told(first: int, last: int, rule: str) -> None:
    with pytest.raises(InvalidValue, match=rule) as caught:
        validators.episode_range(first, last)
    assert "scanner.episode_limit" in caught.value.hint


@pytest.mark.parametrize("text", ["360p", "480p", "720p", "1080p", "best", "worst"])
def test_qualities(text: str) -> None:
    assert validators.quality(text) == text


@pytest.mark.parametrize("text", ["", "4k", "1080", "1080P", "Best", " best"])
def test_bad_qualities_are_told_the_good_ones(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        validators.quality(text)
    assert caught.value.message == (
        f"{text!r} is no quality; use best, worst, 360p, 480p, 720p or 1080p."
    )


@pytest.mark.parametrize("text", ["ger-dub", "ger-sub", "eng-dub", "eng-sub", "other:x.svg"])
def test_languages(text: str) -> None:
    assert validators.language_code(text) == Language(text)


@pytest.mark.parametrize(
    ("text", "rule", "hint"),
    [
        ("", "it is empty", "Use one of"),
        ("GER-DUB", "it has upper-case letters", "Did you mean ger-dub?"),
        ("ger_dub", "it is not known", "Did you mean ger-dub?"),
        ("german", "it is not known", ""),
        ("other:", "behind other: stands one word", ""),
        ("other:two words", "behind other: stands one word", ""),
        ("ger-dub ", "it has blanks at an end", "Did you mean ger-dub?"),
    ],
)
def test_bad_languages_are_told(text: str, rule: str, hint: str) -> None:
    with pytest.raises(InvalidValue, match=rule) as caught:
        validators.language_code(text)
    assert hint in caught.value.hint
