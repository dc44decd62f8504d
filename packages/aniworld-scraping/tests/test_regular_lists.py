"""Long lists that are written in one way are read without a tree, and no others."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_scraping import clean, clean_all, regular_parts

ENTRY = re.compile(r'<a href="/series/([a-z]+)">([^<]*)</a>')
LIST = '<ul><li><a href="/series/lamp">Lamp</a><li><a href="/series/oil">Oil</a></ul>'
FOUND = [("lamp", "Lamp"), ("oil", "Oil")]


def parts(body: str) -> list[tuple[str, ...]] | None:
    text = f"<html><script>'/series/'</script><body>{body}</html>"
    return regular_parts(text, ENTRY, begin="<body>", sign="/series/")


def test_every_entry_of_a_regular_list_is_found() -> None:
    assert parts(LIST) == FOUND
    assert parts(f"{LIST}<script>1</script><!-- end -->") == FOUND
    assert parts("") == []


@pytest.mark.parametrize(
    "body",
    [
        f"{LIST}<a class=new href='/series/wick'>Wick</a>",
        LIST.replace("Oil", "<em>Oil</em>"),
        f"<!-- {LIST} -->",
        f"<script>{LIST}</script>",
        f"<template>{LIST}</template>",
    ],
)
def test_a_list_with_anything_unusual_is_left_to_a_parser(body: str) -> None:
    assert parts(body) is None


@pytest.mark.parametrize("text", [f"<body>{LIST}", f"{LIST}</html>"])
def test_a_list_without_its_end_or_its_beginning_is_left_to_a_parser(text: str) -> None:
    assert regular_parts(text, ENTRY, begin="<body>", sign="/series/") is None


@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(["", " ", "a\n b", "&amp;#039;", "&#65532;", "&", "amp;", "\u030a"]),
        )
    )
)
def test_many_texts_are_cleaned_as_each_of_them_is(texts: list[str]) -> None:
    assert clean_all(texts) == [clean(text) for text in texts]
