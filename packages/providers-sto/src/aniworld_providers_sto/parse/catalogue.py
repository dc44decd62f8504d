"""The list of everything that the site has."""

import html
import re
import string
from collections.abc import Iterator
from urllib.parse import urljoin

from aniworld_core.entities import Title
from aniworld_core.errors import LayoutChanged
from aniworld_providers_sto.parse.addresses import NO_SERIES
from aniworld_providers_sto.parse.marks import ITEM, parse_marked
from aniworld_providers_sto.parse.titles import shown
from aniworld_scraping import Page, is_whole, normal_ref

__all__ = ["titles"]

_Entry = tuple[str, str, str, str]
"""What an item is searched by, its plain slug or else where it leads, and its title."""

_MORE = r'(?:\s+[\w-]+="[^"]*")*'
_PLAIN_ITEM = re.compile(
    rf'data-search="([^"]*)"{_MORE}\s*>\s*'
    rf'<a(?:\s+(?!href=)[\w-]+="[^"]*")*\s+href="(?:/serie/([A-Za-z0-9-]+)"|([^"]*)"){_MORE}\s*>'
    r"([^<]*)</a>"
)
_ATTRIBUTE = "data-search="
_SERIES = re.compile(r"(?:https?://[^/?#]+)?/serie/([^/?#]+)/?(?:[?#].*)?")
_QUOTES_AND_DASHES = (
    "\u00b4\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u2013\u2014\u2026\u00b7"
)
_PLAIN_SPELLING = str.maketrans(
    {
        **dict.fromkeys(string.punctuation + string.whitespace + _QUOTES_AND_DASHES),
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
    }
)


def titles(page: Page, *, provider: str) -> list[Title]:
    """Read each series of the list once; raises LayoutChanged when there is none."""
    found: dict[str, Title] = {}
    root = urljoin(page.url, "/serie/")
    for search, slug, href, text in _plain_entries(page.text) or _entries(page):
        ref = slug or _ref(href)
        title = shown(text.strip())
        if ref and ref != NO_SERIES and title and (same := ref.casefold()) not in found:
            found[same] = Title(
                provider=provider,
                ref=ref,
                title=title,
                aliases=_aliases(search, title),
                link=root + ref,
            )
    if not found:
        raise LayoutChanged(f"{page.url} lists no series.")
    return list(found.values())


def _plain_entries(text: str) -> list[_Entry]:
    """Return the entries of a list in which each is written in the plainest way, else nothing.

    So it is with the site's own: a tree of ten thousand entries would take three times as long.
    """
    if not is_whole(text):
        return []
    found = _PLAIN_ITEM.findall(text)
    return found if len(found) == text.count(_ATTRIBUTE) else []


def _entries(page: Page) -> Iterator[_Entry]:
    tree, _ = parse_marked(page, ITEM)
    for item in tree.css(ITEM):
        link = item.css_first("a[href]")
        if link is not None:
            search, href = item.attrs.get("data-search"), link.attrs.get("href")
            yield search or "", "", href or "", link.text()


def _ref(href: str) -> str:
    """Return the ref of a series; nothing for its seasons, which stand among them."""
    match = _SERIES.fullmatch(html.unescape(href))
    return normal_ref(match[1]) if match else ""


def _aliases(search: str, title: str) -> tuple[str, ...]:
    """Return what the words to search for hold besides the title.

    They begin with the title, then spell it again without marks and umlauts; other titles follow
    behind bars.
    """
    lower = title.lower()
    if search == f"{lower} {lower}":  # so it is with most
        return ()
    if "&" in search:
        search = html.unescape(search)
    first, *others = search.split("|")
    plain = lower.translate(_PLAIN_SPELLING)
    rest = first.removeprefix(lower)
    repeated = rest.translate(_PLAIN_SPELLING) in ("", plain)
    if repeated and not others:
        return ()
    names = others if repeated else [_without(plain, rest), *others]
    found = {plain: "", "": ""}
    for name in names:
        found.setdefault(name.translate(_PLAIN_SPELLING), name)
    return tuple(shown(name) for name in found.values() if name)


def _without(plain: str, text: str) -> str:
    """Drop the words at the beginning of a text that spell the title again."""
    words = text.split()
    for end in range(1, len(words)):
        if " ".join(words[:end]).translate(_PLAIN_SPELLING) == plain:
            return " ".join(words[end:])
    return text
