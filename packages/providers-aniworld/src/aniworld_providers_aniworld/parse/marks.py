"""What tells the site's pages from every other answer."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_scraping import Page
from aniworld_scraping import parse_marked as parse_any_marked

__all__ = ["LIST", "NAVIGATION", "NOT_FOUND", "TABLE", "parse_marked"]

LIST = "#seriesContainer"
NAVIGATION = "#stream"
TABLE = "table.seasonEpisodesList tbody[id^=season]"
NOT_FOUND = "div.messageAlert.danger"
_FAMILIAR = (
    "#stream, .seriesCoverBox, .newEpisodeList, #seriesContainer, "
    # the layout that the sister site has by now, whose pages hold the word "captcha"
    "tr.episode-row, #season-nav, button.link-box, span.logo-summary"
)


def parse_marked(
    page: Page, *marks: str, gone: str = NOT_FOUND
) -> tuple[LexborHTMLParser, list[LexborNode]]:
    """Parse a page of the site on which every one of the selectors ``marks`` finds something."""
    return parse_any_marked(page, *marks, gone=gone, familiar=_FAMILIAR)
