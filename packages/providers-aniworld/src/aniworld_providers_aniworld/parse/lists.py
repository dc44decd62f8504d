"""The list of everything that the site has, by alphabet."""

import re
from urllib.parse import urljoin

from aniworld_core.entities import Title
from aniworld_core.errors import LayoutChanged
from aniworld_providers_aniworld.parse.addresses import series_path
from aniworld_providers_aniworld.parse.aliases import aliases
from aniworld_providers_aniworld.parse.marks import LIST, parse_marked
from aniworld_scraping import Page, clean_all, normal_ref, regular_parts

__all__ = ["titles"]

_BEGIN = 'id="seriesContainer"'
_SIGN = "/anime/stream/"
_ENTRY = re.compile(
    r'<li>\s*<a(?:\s+data-alternative-title="([^"]*)")?\s+href="/anime/stream/([A-Za-z0-9-]+)"'
    r'(?:\s+title="[^"]*")?\s*>([^<]*)</a>'
)
"""An entry's other titles as they are written, its plain slug, and its title."""
_LINKS = ".genre li a[href]"
_SERIES = re.compile(r"(?:https?://[^/?#]+)?/anime/stream/([^/?#]+)/?")


def titles(page: Page, *, provider: str) -> tuple[Title, ...]:
    """Read every series of the list once, in its order; raises LayoutChanged when there is none."""
    entries = regular_parts(page.text, _ENTRY, begin=_BEGIN, sign=_SIGN) or _any(page)
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


def _any(page: Page) -> list[tuple[str, ...]]:
    _, (container,) = parse_marked(page, LIST)
    found: list[tuple[str, ...]] = []
    for link in container.css(_LINKS):
        attributes = link.attributes
        match = _SERIES.fullmatch(attributes["href"] or "")
        if match:
            others = attributes.get("data-alternative-title") or ""
            found.append((others, normal_ref(match[1]), link.text()))
    return found
