"""A page of what a search found."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from attrs import frozen
from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_core.entities import SearchHit
from aniworld_core.errors import LayoutChanged
from aniworld_providers_sto.parse.addresses import ref_of_path, series_path
from aniworld_providers_sto.parse.marks import parse_marked
from aniworld_providers_sto.parse.titles import shown
from aniworld_scraping import Page, absolute, without_tags

__all__ = ["Results", "results"]

_RESULTS = ".search-results, .results-group"
# The group of everything repeats the series; hits among episodes have no such heading.
_HEADINGS = ".results-group h6.show-title"
_COUNT = "[data-filter=shows] .filter-count"
_SOME = re.compile(r"[1-9]")
_PAGE = re.compile(r"[?&]page=([0-9]{1,4})(?:[&#]|$)")


@frozen(kw_only=True)
class Results:
    """The series on one page of a search, and the number of the page that it goes on with."""

    hits: tuple[SearchHit, ...]
    next_page: int | None


def results(page: Page, *, provider: str) -> Results:
    """Read the series among the hits in the site's order, each once."""
    tree, _ = parse_marked(page, _RESULTS)
    found: dict[str, SearchHit] = {}
    for heading in tree.css(_HEADINGS):
        hit = _hit(heading, page.url, provider)
        if hit is not None:
            found.setdefault(hit.ref.casefold(), hit)
    count = tree.css_first(_COUNT)
    if not found and count is not None and _SOME.search(count.text()):
        raise LayoutChanged(f"{page.url} counts series, but lacks {_HEADINGS}.")
    return Results(hits=tuple(found.values()), next_page=_next(tree))


def _next(tree: LexborHTMLParser) -> int | None:
    link = tree.css_first("a[rel=next][href]")
    match = _PAGE.search(link.attrs.get("href") or "") if link else None
    return int(match[1]) if match else None


def _hit(heading: LexborNode, url: str, provider: str) -> SearchHit | None:
    title = shown(without_tags(heading.text()))
    card = _card(heading)
    ref = next(filter(None, map(_ref, _links(card))), None)
    if not (title and ref):
        return None
    return SearchHit(
        provider=provider,
        ref=ref,
        title=title,
        link=urljoin(url, series_path(ref)),
        cover=_cover(card, url),
    )


def _card(heading: LexborNode) -> LexborNode:
    """Return what is drawn as one hit; the site nests links, so that parsers disagree inside."""
    node: LexborNode | None = heading
    while node is not None and node.is_element_node:
        if "card" in (node.attrs.get("class") or "").split():
            return node
        node = node.parent
    return heading


def _links(card: LexborNode) -> Iterator[str]:
    """Yield the addresses in a card, then those around it."""
    for link in card.css("a[href]"):
        yield link.attrs.get("href") or ""
    node = card.parent
    while node is not None:
        if node.tag == "a":
            yield node.attrs.get("href") or ""
        node = node.parent


def _ref(href: str) -> str | None:
    address = absolute("https://serienstream.to/", href)
    return ref_of_path(urlsplit(address).path) if address else None


def _cover(card: LexborNode, url: str) -> str:
    picture = card.css_first("img")
    if picture is None:
        return ""
    source = picture.attrs.get("data-src") or picture.attrs.get("src") or ""
    return "" if source.startswith("data:") else absolute(url, source)
