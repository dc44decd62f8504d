"""The answer to a search: JSON, with HTML in its texts and much beside the series."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from aniworld_core.entities import SearchHit
from aniworld_providers_aniworld.parse.addresses import series_path
from aniworld_scraping import Page, clean, closest_first, normal_ref, unknown_page, without_tags

__all__ = ["hits"]

_SERIES = re.compile(r"/anime/stream/([^/?#]+)/?")


def hits(page: Page, *, provider: str, query: str) -> list[SearchHit]:
    """Read the series among the hits: those whose title is closest to the query first.

    Among equals the site's order stays. Raises LayoutChanged or Blocked when the answer is no list.
    """
    found: dict[str, SearchHit] = {}
    for entry in _entries(page):
        match = _SERIES.fullmatch(_text(entry, "link"))
        title = _shown(entry, "title")
        if match and title:
            ref = normal_ref(match[1])
            hit = SearchHit(
                provider=provider,
                ref=ref,
                title=title,
                link=urljoin(page.url, series_path(ref)),
                description=_shown(entry, "description"),
            )
            found.setdefault(ref.casefold(), hit)
    return closest_first(found.values(), query)


def _entries(page: Page) -> Sequence[Mapping[str, Any]]:
    # The whole answer is JSON first: its texts hold entities that decode to quotes.
    try:
        data = json.loads(page.text)
    except (ValueError, RecursionError):
        raise unknown_page(page.url, page.text) from None
    if isinstance(data, dict):  # PHP writes a list with gaps as an object
        data = list(data.values())
    entries = [] if data is None else data
    if not isinstance(entries, list) or not all(_is_entry(entry) for entry in entries):
        raise unknown_page(page.url, page.text)
    return entries


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("link"), str)


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""


def _shown(entry: Mapping[str, Any], name: str) -> str:
    return clean(without_tags(_text(entry, name)))
