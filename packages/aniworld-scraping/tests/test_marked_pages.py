"""A page is told from every other answer by its marks."""

import pytest

from aniworld_core.errors import Blocked, Gone, LayoutChanged, Unavailable
from aniworld_scraping import Page, parse_marked

URL = "https://site.example/page"
GONE = "p.gone, title:lexbor-contains('not found' i)"
CAPTCHA = "<form id=captcha></form>"


def page(body: str, *, end: str = "</html>") -> Page:
    return Page(URL, f"<html><body>{body}</body>{end}")


def test_the_marks_are_given_in_their_order() -> None:
    tree, (second, first) = parse_marked(page("<h1>One</h1><b>Two</b><b>Three</b>"), "b", "h1")
    assert (first.text(), second.text()) == ("One", "Two")
    assert len(tree.css("b")) == 2


def test_missing_marks_are_named_and_no_others() -> None:
    with pytest.raises(LayoutChanged, match=r"page lacks h2, table\.rows\.$") as caught:
        parse_marked(page("<h1>One</h1>"), "h1", "h2", "table.rows")
    assert caught.value.hint


@pytest.mark.parametrize("body", ["<p class=gone>", "<title>404 Not Found</title>"])
def test_what_the_site_says_it_does_not_have_is_gone(body: str) -> None:
    with pytest.raises(Gone):
        parse_marked(page(body), "h1", gone=GONE)
    with pytest.raises(LayoutChanged):
        parse_marked(page(body), "h1")


def test_a_page_without_its_end_came_only_in_part() -> None:
    for body in ("", "<h1>One</h1>", "<p class=gone>"):
        with pytest.raises(Unavailable, match="only in part"):
            parse_marked(page(body, end=""), "h1", gone=GONE, familiar="p.gone")


def test_a_challenge_is_blocked_also_without_its_end() -> None:
    for end in ("", "</html>"):
        with pytest.raises(Blocked):
            parse_marked(page(CAPTCHA, end=end), "h1")


def test_a_page_with_its_marks_may_hold_the_words_of_a_challenge() -> None:
    _, (heading,) = parse_marked(page(f"<h1>One</h1>{CAPTCHA}"), "h1")
    assert heading.text() == "One"


def test_a_familiar_page_is_no_challenge_but_another_layout() -> None:
    with pytest.raises(LayoutChanged, match=r"lacks h1\."):
        parse_marked(page(f"<nav id=menu></nav>{CAPTCHA}"), "h1", familiar="#menu")
