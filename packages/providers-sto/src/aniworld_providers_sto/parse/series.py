"""A season's page as that of its series: what the catalogue says of it, and which seasons it has."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_core.entities import Series, SeriesKey
from aniworld_core.errors import LayoutChanged
from aniworld_providers_sto.parse.addresses import season_name, series_path
from aniworld_providers_sto.parse.marks import ROW, SEASONS, TITLE, parse_marked
from aniworld_providers_sto.parse.seasons import rows
from aniworld_providers_sto.parse.titles import shown
from aniworld_scraping import Page, SeriesPage, absolute, clean

__all__ = ["series_page"]

_HEADER = ".show-header-wrapper"
_PILLS = f"{SEASONS} a[data-season-pill]"
_SEASON = re.compile(r"[0-9]{1,4}")
_YEARS = 'a[href*="/jahr/"]'
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_RUNNING = re.compile(r"\bNA\b")
_IMDB = re.compile(r"imdb\.com/(?:[a-z]{2}/)?title/(tt[0-9]{5,10})")
_ORIGINAL_TITLE = re.compile(r"\[([^\[\]]{1,200})\]\s*")
_NO_GENRE = "NPAL"
"""The site's own word for nothing, in any of its groups."""


def series_page(page: Page, *, provider: str, ref: str, key: SeriesKey) -> SeriesPage:
    """Read what the site showed for the series ``ref``, whichever season it was."""
    tree, (heading, _, _) = parse_marked(page, TITLE, SEASONS, ROW)
    title = shown(heading.text())
    if not title:
        raise LayoutChanged(f"{page.url} shows a series without a title.")
    seasons = _seasons(tree)
    if not seasons:
        raise LayoutChanged(f"{page.url} links to no season.")
    alias, description = _description(tree)
    year, ended = _years(tree)
    series = Series(
        key=key,
        provider=provider,
        ref=ref,
        title=title,
        aliases=(alias,) if alias.casefold() not in {"", title.casefold()} else (),
        year=year,
        imdb=_imdb(tree),
        ended=ended,
        description=description,
        cover=_cover(tree, page.url),
        link=urljoin(page.url, series_path(ref)),
        genres=tuple(_genres(tree)),
        episodes=rows(page, tree),
    )
    return SeriesPage(series=series, seasons=seasons)


def _seasons(tree: LexborHTMLParser) -> dict[int, str]:
    """Return the seasons' names in addresses by number."""
    pills = (link.attrs.get("data-season-pill") or "" for link in tree.css(_PILLS))
    numbers = sorted(int(pill) for pill in pills if _SEASON.fullmatch(pill))
    return {number: season_name(number) for number in numbers}


def _description(tree: LexborHTMLParser) -> tuple[str, str]:
    """Split the description from the original title, which may stand in brackets before it."""
    node = tree.css_first("span.description-text")
    text = clean(node.text()) if node else ""
    match = _ORIGINAL_TITLE.match(text)
    return (shown(match[1]), text[match.end() :]) if match else ("", text)


def _years(tree: LexborHTMLParser) -> tuple[int | None, bool | None]:
    """Read the first year, and whether the series has ended: "NA" for the last year means no."""
    first = tree.css_first(f"{_HEADER} {_YEARS}") or tree.css_first(f"p {_YEARS}")
    line = first.parent if first else None
    if line is None:
        return None, None
    years = _YEAR.findall(" ".join(link.text() for link in line.css(_YEARS)))
    running = _RUNNING.search(line.text())
    ended = False if running else True if len(years) > 1 else None
    return int(years[0]) if years else None, ended


def _imdb(tree: LexborHTMLParser) -> str:
    link = tree.css_first('a[href*="imdb.com/"]')
    match = _IMDB.search(link.attrs.get("href") or "") if link else None
    return match[1] if match else ""


def _cover(tree: LexborHTMLParser, url: str) -> str:
    """Return the cover's address; the pictures below the header are those of other series."""
    for picture in tree.css(f"{_HEADER} img"):
        source = picture.attrs.get("data-src") or picture.attrs.get("src") or ""
        if "/media/images/channel/" in source:
            return absolute(url, source)
    return ""


def _genres(tree: LexborHTMLParser) -> Iterator[str]:
    """Return the genres, also those that the page folds away."""
    links: list[LexborNode] = []
    for group in tree.css("li.series-group"):
        label = group.css_first("strong")
        if label is not None and clean(label.text()).rstrip(": ") == "Genre":
            links += group.css("a.link-light")
    names = dict.fromkeys(clean(link.text()) for link in links)
    return (name for name in names if name and name != _NO_GENRE)
