"""Known marks: what tells the wanted page from every other answer."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_core.errors import Gone, LayoutChanged, Unavailable
from aniworld_scraping import Page, is_whole, unknown_page

__all__ = ["parse_marked"]

_NOT_FOUND = "div.messageAlert.danger"


def parse_marked(
    page: Page, *marks: str, gone: str = _NOT_FOUND
) -> tuple[LexborHTMLParser, list[LexborNode]]:
    """Parse a page on which every one of the selectors ``marks`` finds something.

    Returns the page and the first finding of each. Any other page raises what it is: Gone where
    ``gone`` finds something, Blocked for a challenge, Unavailable for a page that was cut on its
    way, else LayoutChanged.
    """
    tree = LexborHTMLParser(page.text)
    whole = is_whole(page.text)
    found = [node for mark in marks if (node := tree.css_first(mark)) is not None]
    if whole and len(found) == len(marks):
        return tree, found
    if whole and tree.css_matches(gone):
        raise Gone(
            f"{page.url} does not exist, says the site.", hint="Search for the series' title."
        )
    error = unknown_page(page.url, page.text)
    if not whole and isinstance(error, LayoutChanged):
        raise Unavailable(f"{page.url} came only in part.", hint="Try again later.")
    raise error
