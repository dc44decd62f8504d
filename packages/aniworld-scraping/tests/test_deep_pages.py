"""A page that is nested without end is refused before a parser spends minutes on it."""

import pytest

from aniworld_core.errors import LayoutChanged
from aniworld_scraping import Page, parse_marked


@pytest.mark.parametrize("tags", ["<div>", "<b><div>", "<SPAN class=x>", "<table><tr><td>"])
@pytest.mark.parametrize("end", ["", "</div>"])
def test_a_bottomless_page_is_refused(tags: str, end: str) -> None:
    text = f"<html><body><h1>Title</h1>{tags * 400_000}{end * 400_000}</body></html>"
    with pytest.raises(LayoutChanged, match="nested deeper"):
        parse_marked(Page("http://site.test/", text), "h1")


@pytest.mark.parametrize("row", ["<div><b>1</b></div>", "<li>1", "<p>1<br>", "<img src='x'>"])
def test_a_long_page_is_read(row: str) -> None:
    text = f"<html><body><h1>Title</h1>{row * 20_000}</body></html>"
    _, (title,) = parse_marked(Page("http://site.test/", text), "h1")
    assert title.text() == "Title"
