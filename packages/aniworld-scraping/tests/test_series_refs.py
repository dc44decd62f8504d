"""Refs are written in one way, and keys are made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.errors import Gone
from aniworld_scraping import key_of, normal_ref


@given(st.text())
def test_a_ref_is_written_in_one_way(text: str) -> None:
    assert normal_ref(normal_ref(text)) == normal_ref(text)
    assert "/" not in normal_ref(text)


@pytest.mark.parametrize(
    ("ref", "key"), [("naruto", "naruto"), ("25%20Years%20of%20You", "25-years-of-you")]
)
def test_a_key_is_made_of_a_ref(ref: str, key: str) -> None:
    assert key_of(ref) == key


@pytest.mark.parametrize("ref", ["", "%E7%81%AF", "..", "-"])
def test_a_ref_that_no_key_can_be_made_of_is_gone(ref: str) -> None:
    with pytest.raises(Gone, match="is no series of the site"):
        key_of(ref)
