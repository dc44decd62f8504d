"""What a series key is, and how a foreign slug becomes one."""

import copy
import pickle
import re
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core import keys
from aniworld_core.errors import InvalidKey
from aniworld_core.keys import SeriesKey

PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"

near_keys = st.text(st.sampled_from("abz019-_ AÄß\n\u0661"), max_size=8)


@pytest.mark.parametrize("text", ["attack-on-titan", "86", "a", "22-7", "0-0-0"])
def test_keys_are_taken(text: str) -> None:
    assert keys.validate(text) == text
    assert isinstance(keys.validate(text), SeriesKey)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "it is empty"),
        ("Attack-on-Titan", "it has upper-case letters"),
        ("attack_on_titan", "it has an underscore"),
        ("attack on titan", "it has a blank"),
        (" attack", "it has blanks at an end"),
        ("attack\n", "it has blanks at an end"),
        ("-attack", "it has a leading hyphen"),
        ("attack-", "it has a trailing hyphen"),
        ("attack--titan", "it has a double hyphen"),
        ("attack!", "'!' is not allowed"),
        ("w\u00e4lder", "'\u00e4' is not allowed"),
        ("\u0661", "'\u0661' is not allowed"),
        ("../etc", "'.' is not allowed"),
    ],
)
def test_the_message_names_the_broken_rule(text: str, rule: str) -> None:
    with pytest.raises(InvalidKey) as caught:
        keys.validate(text)

    assert caught.value.message == f"{text!r} is no series key: {rule}."
    assert "attack-on-titan" in caught.value.hint
    assert isinstance(caught.value, ValueError)


@given(near_keys | st.text())
def test_exactly_the_pattern_is_taken(text: str) -> None:
    try:
        taken = keys.validate(text)
    except InvalidKey:
        assert not re.match(PATTERN, text)
    else:
        assert taken == text
        assert re.match(PATTERN, text)


@given(st.from_regex(PATTERN))
def test_a_key_stays_one(text: str) -> None:
    key = SeriesKey(text)

    assert keys.from_slug(key) == key
    assert keys.key_or_folder(key) == (key, True)
    assert type(copy.deepcopy(key)) is type(pickle.loads(pickle.dumps(key))) is SeriesKey


@pytest.mark.parametrize(
    ("slug", "key"),
    [
        ("naruto", "naruto"),
        ("Naruto", "naruto"),
        ("25%20Years%20of%20You", "25-years-of-you"),
        ("wälder", "waelder"),
        ("w%C3%A4lder", "waelder"),
        ("wa\u0308lder", "waelder"),
        ("STRASSE-ß", "strasse-ss"),
        ("pok\u00e9mon", "pokemon"),
        ("--a__b--", "a-b"),
        ("K-On!!", "k-on"),
    ],
)
def test_slugs_become_keys(slug: str, key: str) -> None:
    assert keys.from_slug(slug) == key


@pytest.mark.parametrize("slug", ["", "---", "進撃", "%20"])
def test_a_slug_without_letters_is_told(slug: str) -> None:
    with pytest.raises(InvalidKey) as caught:
        keys.from_slug(slug)

    assert repr(slug) in caught.value.message


@given(st.text())
def test_any_slug_becomes_a_key_or_an_error(slug: str) -> None:
    try:
        key = keys.from_slug(slug)
    except InvalidKey:
        return
    assert keys.validate(key) == keys.from_slug(key)


def test_a_key_is_told_from_a_folder() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert keys.key_or_folder("attack-on-titan") == ("attack-on-titan", True)
    with pytest.warns(DeprecationWarning, match="looks like a folder name") as caught:
        assert keys.key_or_folder("Attack on Titan (2013)") == ("Attack on Titan (2013)", False)
    assert caught[0].filename == __file__
