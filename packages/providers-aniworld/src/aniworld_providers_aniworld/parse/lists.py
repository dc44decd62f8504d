"""The list of everything that the site has, by alphabet."""

import re
from urllib.parse import urljoin

from aniworld_core.entities import Title
from aniworld_core.errors import LayoutChanged
from aniworld_providers_aniworld.parse.addresses import series_path
from aniworld_providers_aniworld.parse.aliases import aliases
from aniworld_providers_aniworld.parse.marks import LIST, parse_marked
from aniworld_scraping import Page, clean, normal_ref

__all__ = ["titles"]

_ENTRIES = ".genre li a[href]"
_SERIES = re.compile(r"(?:https?://[^/?#]+)?/anime/stream/([^/?#]+)/?")


def titles(page: Page, *, provider: str) -> tuple[Title, ...]:
    """Read every series of the list once, in its order; raises LayoutChanged when there is none."""
    _, (container,) = parse_marked(page, LIST)
    found: dict[str, Title] = {}
    for link in container.css(_ENTRIES):
        attributes = link.attributes
        match = _SERIES.fullmatch(attributes["href"] or "")
        title = clean(link.text()) if match else ""
        if not match or not title:
            continue
        ref = normal_ref(match[1])
        if (folded := ref.casefold()) not in found:
            found[folded] = Title(
                provider=provider,
                ref=ref,
                title=title,
                aliases=aliases(attributes.get("data-alternative-title") or "", title),
                link=urljoin(page.url, series_path(ref)),
            )
    if not found:
        raise LayoutChanged(f"{page.url} lists no series that this program knows.")
    return tuple(found.values())
