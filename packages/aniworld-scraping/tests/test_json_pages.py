"""A JSON page is read, or is an error that says what it is."""

import pytest

from aniworld_core.errors import Blocked, Gone, LayoutChanged
from aniworld_scraping import Page, parse_json


def read(text: str) -> object:
    return parse_json(Page("https://site.example/s", text), lambda found: found["name"].strip())


def test_a_document_is_read() -> None:
    assert read('{"name": " Lantern "}') == "Lantern"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", "null", "{}", '{"name": 7}', "[" * 100_000, "<html></html>", "\x00"],
    ids=lambda text: ascii(text[:9]),
)
def test_another_document_is_a_new_layout(text: str) -> None:
    with pytest.raises(LayoutChanged, match=r"site\.example"):
        read(text)


def test_a_challenge_in_its_place_is_a_refusal() -> None:
    with pytest.raises(Blocked):
        read("<title>Just a moment...</title>")


def test_what_the_reader_says_itself_is_kept() -> None:
    def refuse(_: object) -> None:
        raise Gone("It is gone.")

    with pytest.raises(Gone):
        parse_json(Page("https://site.example/s", "{}"), refuse)
