"""What every page of a series says: what it is, and which seasons there are."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_core.entities import Series, SeriesKey
from aniworld_core.errors import LayoutChanged
from aniworld_providers_aniworld.parse.addresses import season_name, season_number, series_path
from aniworld_providers_aniworld.parse.aliases import aliases
from aniworld_providers_aniworld.parse.marks import NAVIGATION, TABLE, parse_marked
from aniworld_providers_aniworld.parse.seasons import rows
from aniworld_scraping import Page, SeriesPage, absolute, clean

__all__ = ["series_page"]

_HEADING = "div.series-title h1"
_TITLE = f"{_HEADING} > span"
_SEASON_LINKS = "ul:nth-of-type(1) a[href]"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_STILL = "heute"
_IMDB = re.compile(r"tt[0-9]{5,10}")
_NO_GENRES = frozenset({"ger", "gersub", "eng", "engsub", "engdub"})
"""Genres that only say in which languages a series exists."""


def series_page(page: Page, *, provider: str, ref: str, key: SeriesKey) -> SeriesPage:
    """Read what the site showed for the series ``ref``, or for one of its seasons."""
    tree, (heading, name, stream, body) = parse_marked(page, _HEADING, _TITLE, NAVIGATION, TABLE)
    title = clean(name.text())
    if not title:
        raise LayoutChanged(f"{page.url} shows a series without a title.")
    series = Series(
        key=key,
        provider=provider,
        ref=ref,
        title=title,
        aliases=tuple(_aliases(heading, title)),
        year=_year(tree),
        imdb=_imdb(tree),
        ended=_ended(tree),
        description=_description(tree),
        cover=_cover(tree, page.url),
        link=urljoin(page.url, series_path(ref)),
        genres=tuple(_genres(tree)),
        episodes=rows(page, stream, body),
    )
    seasons = _seasons(stream)
    if not seasons:
        raise LayoutChanged(f"{page.url} links to no season.")
    return SeriesPage(series=series, seasons=seasons)


def _seasons(navigation: LexborNode) -> dict[int, str]:
    """Return the seasons' names in addresses by number; films may be linked under two names."""
    found: dict[int, str] = {}
    for link in navigation.css(_SEASON_LINKS):
        name = season_name(link.attrs.get("href") or "")
        if name is not None:
            found.setdefault(season_number(name), name)
    return found


def _aliases(heading: LexborNode, title: str) -> Iterator[str]:
    seen = {title.casefold()}
    for alias in aliases(clean(heading.attrs.get("data-alternativetitles") or ""), title):
        if alias.casefold() not in seen:
            seen.add(alias.casefold())
            yield alias


def _year(tree: LexborHTMLParser) -> int | None:
    start = tree.css_first("span[itemprop=startDate]")
    match = _YEAR.search(start.text()) if start else None
    return int(match[0]) if match else None


def _ended(tree: LexborHTMLParser) -> bool | None:
    end = tree.css_first("span[itemprop=endDate]")
    words = clean(end.text()) if end else ""
    if words.casefold() == _STILL:
        return False
    return True if _YEAR.search(words) else None


def _imdb(tree: LexborHTMLParser) -> str:
    link = tree.css_first("a.imdb-link[data-imdb]")
    id = link.attrs.get("data-imdb") or "" if link else ""
    return id if _IMDB.fullmatch(id) else ""


def _description(tree: LexborHTMLParser) -> str:
    """Return the whole text, which only the attribute holds; the paragraph is shortened."""
    text = tree.css_first("p.seri_des")
    return clean(text.attrs.get("data-full-description") or text.text()) if text else ""


def _cover(tree: LexborHTMLParser, url: str) -> str:
    """Return the cover's address; the picture itself may only be a placeholder for it."""
    picture = tree.css_first("div.seriesCoverBox img")
    if picture is None:
        return ""
    source = picture.attrs.get("data-src") or picture.attrs.get("src") or ""
    return "" if source.startswith("data:") else absolute(url, source)


def _genres(tree: LexborHTMLParser) -> Iterator[str]:
    box = tree.css_first("div.genres")
    links = box.css("a[itemprop=genre]") if box else []
    names = dict.fromkeys(clean(link.text()) for link in links)
    return (name for name in names if name and name.casefold() not in _NO_GENRES)
