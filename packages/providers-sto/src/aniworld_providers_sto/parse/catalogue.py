"""The list of everything that the site has."""

import html
import re
import string
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from aniworld_core.entities import Title
from aniworld_core.errors import LayoutChanged
from aniworld_providers_sto.parse.addresses import NO_SERIES
from aniworld_providers_sto.parse.marks import ITEM, parse_marked
from aniworld_providers_sto.parse.titles import shown, shown_all
from aniworld_scraping import Page, clean_all, is_whole, normal_ref

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
_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_MARKS = (string.punctuation.replace("|", "") + " ").encode()
_PLAIN_SPELLING = str.maketrans(
    {
        **dict.fromkeys(string.punctuation + string.whitespace + _QUOTES_AND_DASHES),
        **_LETTERS,
    }
)


def titles(page: Page, *, provider: str) -> list[Title]:
    """Read each series of the list once; raises LayoutChanged when there is none."""
    entries = _plain_entries(page.text) or [*_entries(page)]
    searches = clean_all([entry[0] for entry in entries])
    names = shown_all([entry[3] for entry in entries])
    found: dict[str, Title] = {}
    root = urljoin(page.url, "/serie/")
    # Thousands of entries: whatever can be done to all texts at once is much faster so.
    for (_, slug, href, _), title, search, plain, plainly in zip(
        entries, names, searches, _folded(names), _folded(searches), strict=True
    ):
        ref = slug or _ref(href)
        if ref and ref != NO_SERIES and title and (same := ref.casefold()) not in found:
            found[same] = Title(
                provider=provider,
                ref=ref,
                title=title,
                # Most are found by their title, and by the same once more in plain spelling.
                aliases=() if plainly == plain + plain else _aliases(search, title, plain, plainly),
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


def _folded(texts: Sequence[str]) -> list[str]:
    """Spell clean texts without marks, blanks and umlauts, but for the bars between other titles."""
    joined = "\n".join(texts).lower()
    for letter, spelled in _LETTERS.items():
        joined = joined.replace(letter, spelled)
    return joined.encode().translate(None, _MARKS).decode().split("\n")


def _aliases(search: str, title: str, plain: str, plainly: str) -> tuple[str, ...]:
    """Return what the words to search for hold besides the title.

    They begin with the title, then spell it again without marks and umlauts; other titles follow
    behind bars. ``plain`` and ``plainly`` are the title and the words as ``_folded`` spells them.
    """
    if "|" in plain or not plainly.startswith(f"{plain}{plain}|"):
        return _loose_aliases(search, title)
    found = {plain: "", "": ""}
    for name, spelled in zip(search.split("|")[1:], plainly.split("|")[1:], strict=True):
        found.setdefault(spelled, name.strip())
    return tuple(name.replace("`", "'") for name in found.values() if name)


def _loose_aliases(search: str, title: str) -> tuple[str, ...]:
    """Return the other titles where it has to be found out which words spell the title again."""
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
    words = text.split()
    for end in range(1, len(words)):
        if " ".join(words[:end]).translate(_PLAIN_SPELLING) == plain:
            return " ".join(words[end:])
    return text
