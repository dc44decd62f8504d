"""The list of everything that the site has, by alphabet."""

import re
from collections.abc import Sequence
from urllib.parse import urljoin

from aniworld_core.entities import Title
from aniworld_core.errors import LayoutChanged
from aniworld_providers_aniworld.parse.addresses import series_path
from aniworld_providers_aniworld.parse.aliases import aliases
from aniworld_providers_aniworld.parse.marks import LIST, parse_marked
from aniworld_scraping import Page, clean_all, is_whole, normal_ref, regular_parts

__all__ = ["titles"]

_BEGIN = 'id="seriesContainer"'
_SIGN = "/anime/stream/"
_ENTRY = re.compile(
    r'<li>\s*<a(?:\s+data-alternative-title="([^"]*)")?\s+href="/anime/stream/([A-Za-z0-9-]+)"'
    r'(?:\s+title="[^"]*")?\s*>([^<]*)</a>'
)
_LINKS = ".genre li a[href]"
_SERIES = re.compile(r"(?:https?://[^/?#]+)?/anime/stream/([^/?#]+)/?")

_Entry = tuple[str, str, str]
"""The other titles of a series as they are written, its ref, and its title."""


def titles(page: Page, *, provider: str) -> tuple[Title, ...]:
    """Read every series of the list once, in its order; raises LayoutChanged when there is none."""
    entries = _regular(page.text) or _any(page)
    if not entries:
        raise LayoutChanged(f"{page.url} lists no series that this program knows.")
    others, refs, names = zip(*entries, strict=True)
    root = urljoin(page.url, series_path(""))
    found: dict[str, Title] = {}
    for more, ref, title in zip(clean_all(others), refs, clean_all(names), strict=True):
        same = ref.casefold()
        if title and same not in found:
            found[same] = Title(
                provider=provider,
                ref=ref,
                title=title,
                aliases=aliases(more, title) if more else (),
                link=root + ref,
            )
    return tuple(found.values())


def _regular(text: str) -> Sequence[tuple[str, ...]] | None:
    """Read a list that is written as it always was; None for any other."""
    if not is_whole(text) or (begin := text.find(_BEGIN)) < 0:
        return None
    return regular_parts(text[begin:], _ENTRY, _SIGN)


def _any(page: Page) -> Sequence[_Entry]:
    _, (container,) = parse_marked(page, LIST)
    found: list[_Entry] = []
    for link in container.css(_LINKS):
        attributes = link.attributes
        match = _SERIES.fullmatch(attributes["href"] or "")
        if match:
            others = attributes.get("data-alternative-title") or ""
            found.append((others, normal_ref(match[1]), link.text()))
    return found
