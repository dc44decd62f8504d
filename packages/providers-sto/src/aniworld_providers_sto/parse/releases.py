"""The page of new episodes: a row for each language of an episode."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from aniworld_core.entities import EpisodeId, Language, Release, ReleaseKind
from aniworld_core.errors import LayoutChanged
from aniworld_providers_sto.parse.addresses import episode_path, numbered, ref_of_path
from aniworld_providers_sto.parse.languages import language
from aniworld_providers_sto.parse.marks import NEW, parse_marked
from aniworld_providers_sto.parse.titles import shown
from aniworld_scraping import Page, absolute, german_day

__all__ = ["new_episodes"]

_ROWS = "tbody tr"
_TITLES = ("a strong", "a", "strong", "td, th")
"""Where a title may stand, the likeliest place first; beside it there may be badges and numbers."""
_LOCATION = re.compile(r"""location(?:\.href)?\s*=\s*["']([^"']+)""")
_STATED = re.compile(r"\bS\s*([0-9]{1,4})\s*[·:.-]?\s*E\s*([0-9]{1,5})\b", re.IGNORECASE)


def new_episodes(page: Page, *, provider: str) -> list[Release]:
    """Read the rows that name a series, an episode and a day, in whichever columns they do.

    Raises LayoutChanged when there are rows, but none of them does.
    """
    _, (table,) = parse_marked(page, NEW)
    rows = table.css(_ROWS)
    found = dict.fromkeys(one for row in rows for one in _releases(row, page.url, provider))
    if not found:
        raise LayoutChanged(f"{page.url} shows {len(rows)} rows, but none that can be read.")
    return list(found)


def _releases(row: LexborNode, url: str, provider: str) -> Iterator[Release]:
    text = row.text(separator=" ")
    addresses = list(_addresses(row, url))
    ref = next(filter(None, (ref_of_path(urlsplit(one).path) for one in addresses)), None)
    episode = next(filter(None, map(numbered, addresses)), None) or _stated(text)
    day = german_day(text)
    title = _title(row)
    if not (ref and episode and day and title):
        return
    for spoken in _languages(row) or (None,):
        yield Release(
            provider=provider,
            ref=ref,
            title=title,
            kind=ReleaseKind.NEW,
            episode=episode,
            day=day,
            language=spoken,
            link=urljoin(url, episode_path(ref, episode)),
        )


def _addresses(row: LexborNode, url: str) -> Iterator[str]:
    for link in row.css("a[href]"):
        yield absolute(url, link.attrs.get("href") or "")
    match = _LOCATION.search(row.attrs.get("onclick") or "")
    if match:
        yield absolute(url, match[1])


def _stated(text: str) -> EpisodeId | None:
    match = _STATED.search(text)
    return EpisodeId(int(match[1]), int(match[2])) if match else None


def _title(row: LexborNode) -> str:
    """Return the first text that is more than the number of an episode or a day."""
    nodes = (node for place in _TITLES for node in row.css(place))
    texts = (shown(_STATED.sub("", node.text())) for node in nodes)
    return next((text for text in texts if text and not german_day(text)), "")


def _languages(row: LexborNode) -> tuple[Language, ...]:
    icons = (
        node.attrs.get("href") or node.attrs.get("class") or "" for node in row.css("svg, use")
    )
    return tuple(dict.fromkeys(one for one in map(language, icons) if one))
