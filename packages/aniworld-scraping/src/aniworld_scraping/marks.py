"""Known marks: what tells the wanted page from every other answer."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_core.errors import Gone, LayoutChanged, Unavailable
from aniworld_scraping.client import Page
from aniworld_scraping.html import is_whole
from aniworld_scraping.nesting import is_too_deep
from aniworld_scraping.outcomes import unknown_page

__all__ = ["parse_marked"]


def parse_marked(
    page: Page, *marks: str, gone: str = "", familiar: str = ""
) -> tuple[LexborHTMLParser, list[LexborNode]]:
    """Parse a page on which every one of the CSS selectors ``marks`` finds something.

    Returns the page and the first finding of each. Any other page raises what it is: Gone where
    ``gone`` finds something, Unavailable for a page that was cut on its way, Blocked for a
    challenge, else LayoutChanged, whose text names the marks that are missing. ``familiar`` finds
    what the site's pages show in other places or in another layout: such a page is no challenge,
    even if it holds the words of one. A page nested deeper than any site means it is not parsed at all.
    """
    if is_too_deep(page.text):
        raise LayoutChanged(f"{page.url} is nested deeper than any page of a site.")
    tree = LexborHTMLParser(page.text)
    nodes = [tree.css_first(mark) for mark in marks]
    found = [node for node in nodes if node is not None]
    whole = is_whole(page.text)
    if whole and len(found) == len(marks):
        return tree, found
    if whole and gone and tree.css_matches(gone):
        raise Gone(
            f"{page.url} does not exist, says the site.", hint="Search for the series' title."
        )
    missing = [mark for mark, node in zip(marks, nodes, strict=True) if node is None]
    is_ours = bool(familiar) and tree.css_matches(familiar)
    text = "" if is_ours else page.text
    error = unknown_page(page.url, text, missing)
    if not whole and isinstance(error, LayoutChanged):
        raise Unavailable(f"{page.url} came only in part.", hint="Try again later.")
    raise error
