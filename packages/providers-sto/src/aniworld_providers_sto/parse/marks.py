"""What tells the site's pages from every other answer."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_scraping import Page
from aniworld_scraping import parse_marked as parse_any_marked

__all__ = ["ITEM", "LINKS", "NEW", "ROW", "SEASONS", "TITLE", "parse_marked"]

TITLE = ".show-header-wrapper h1, h1.fw-bold"
SEASONS = "#season-nav"
ROW = "tr.episode-row"
ITEM = "li.series-item[data-search]"
LINKS = "#episode-links"
NEW = "table.new-episodes-table"
_NOT_FOUND = 'head > title:lexbor-contains("404"), head > title:lexbor-contains("nicht gefunden" i)'
_FAMILIAR = (
    "tr.episode-row, #season-nav, #episode-nav, .link-box, .results-group, .series-item, "
    ".show-card, .new-episodes-table, "
    # the former layout of the site, and still that of its sister
    "#stream, .seriesCoverBox, #seriesContainer, .hosterSiteTitle"
)


def parse_marked(
    page: Page, *marks: str, gone: str = ""
) -> tuple[LexborHTMLParser, list[LexborNode]]:
    """Parse a page of the site on which every one of the selectors ``marks`` finds something.

    ``gone`` finds what the site shows instead of something that it does not have.
    """
    gone = f"{_NOT_FOUND}, {gone}" if gone else _NOT_FOUND
    return parse_any_marked(page, *marks, gone=gone, familiar=_FAMILIAR)
