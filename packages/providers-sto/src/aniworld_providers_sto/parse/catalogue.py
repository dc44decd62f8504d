"""The list of everything that the site has."""

import html
import re
import string
from urllib.parse import urljoin

from aniworld_core.entities import Title
from aniworld_core.errors import LayoutChanged
from aniworld_providers_sto.parse.addresses import NO_SERIES
from aniworld_providers_sto.parse.marks import ITEM, parse_marked
from aniworld_providers_sto.parse.titles import shown, shown_all
from aniworld_scraping import Page, normal_ref, regular_parts

__all__ = ["titles"]

_MORE = r'(?:\s+[\w-]+="[^"]*")*'
_PLAIN_ITEM = re.compile(
    rf'data-search="([^"]*)"{_MORE}\s*>\s*'
    rf'<a(?:\s+(?!href=)[\w-]+="[^"]*")*\s+href="(?:/serie/([A-Za-z0-9-]+)"|([^"]*)"){_MORE}\s*>'
    r"([^<]*)</a>"
)
"""What an item is searched by, its plain slug or else where it leads, and its title."""
_BEGIN = '<ul class="series-list'
_SIGN = "data-search="
_SERIES = re.compile(r"(?:https?://[^/?#]+)?/serie/([^/?#]+)/?(?:[?#].*)?")
_QUOTES_AND_DASHES = (
    "\u00b4\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u2013\u2014\u2026\u00b7"
)
_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_SPACES = 2
"""Blanks after the title and before a bar."""
_LONGER = 3
"""Letters by which a plain spelling is longer at most: each umlaut by one."""
_PLAIN_SPELLING = str.maketrans(
    {
        **dict.fromkeys(string.punctuation + string.whitespace + _QUOTES_AND_DASHES),
        **_LETTERS,
    }
)


def titles(page: Page, *, provider: str) -> list[Title]:
    """Read each series of the list once; raises LayoutChanged when there is none."""
    entries = regular_parts(page.text, _PLAIN_ITEM, begin=_BEGIN, sign=_SIGN) or _any(page)
    names = shown_all([text for *_, text in entries])
    found: dict[str, Title] = {}
    root = urljoin(page.url, "/serie/")
    for (search, slug, href, _), title in zip(entries, names, strict=True):
        ref = slug or _ref(href)
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


def _any(page: Page) -> list[tuple[str, ...]]:
    tree, _ = parse_marked(page, ITEM)
    found: list[tuple[str, ...]] = []
    for item in tree.css(ITEM):
        link = item.css_first("a[href]")
        if link is not None:
            search, href = item.attrs.get("data-search"), link.attrs.get("href")
            found.append((search or "", "", href or "", link.text()))
    return found


def _ref(href: str) -> str:
    """Return the ref of a series; nothing for its seasons, which stand among them."""
    match = _SERIES.fullmatch(html.unescape(href))
    return normal_ref(match[1]) if match else ""


def _aliases(search: str, title: str) -> tuple[str, ...]:
    """Return what the words to search for hold besides the title.

    They begin with the title, then spell it again without marks and umlauts; other titles follow
    behind bars, and rarely before the first one: then there are more words than two titles have.
    """
    usual, _, more = search.partition("|")
    if "&" in usual:
        usual = html.unescape(usual)
    spare = _SPACES if title.isascii() else _SPACES + _LONGER
    if len(usual) > 2 * len(title) + spare:
        return _loose_aliases(html.unescape(search), title)
    if not more:
        return ()
    others = shown(more)
    if "|" not in others:
        return (others,) if others else ()
    names = (name.strip() for name in others.split("|"))
    return tuple(dict.fromkeys(name for name in names if name))


def _loose_aliases(search: str, title: str) -> tuple[str, ...]:
    """Return the other titles where it has to be found out which words spell the title again.

    Sites spell in many ways: marks, blanks and umlauts make no difference.
    """
    lower = title.lower()
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
    words, spelt = text.split(), ""
    for end, word in enumerate(words[:-1], 1):
        spelt += word.translate(_PLAIN_SPELLING)
        if spelt == plain:
            return " ".join(words[end:])
        if len(spelt) > len(plain):
            break
    return text
