"""The pages of what has just come and of what is coming: an entry for each language of an episode."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from attrs import evolve
from selectolax.lexbor import LexborNode

from aniworld_core.entities import EpisodeId, Release, ReleaseKind
from aniworld_core.errors import LayoutChanged
from aniworld_providers_aniworld.parse.addresses import numbered, ref_of_path
from aniworld_providers_aniworld.parse.languages import flags
from aniworld_providers_aniworld.parse.marks import parse_marked
from aniworld_scraping import Page, absolute, clean, german_day, german_moment

__all__ = ["calendar", "new_episodes"]

_NEWEST = "div.newEpisodeList .rows"
_DAYS = "section.calendarList"
_CARDS = ".seriesListContainer a[href]"
_EPISODE = re.compile(r"S([0-9]{1,4})\s*E([0-9]{1,5})", re.IGNORECASE)
_SOME_TIME = "23:59"
"""How the calendar writes that it does not know the hour."""


def new_episodes(page: Page, *, provider: str) -> tuple[Release, ...]:
    """Read the list of new episodes; raises LayoutChanged when none of its rows can be read."""
    _, (rows,) = parse_marked(page, _NEWEST)
    links = rows.css("a[href]")
    found: list[Release] = []
    for link in links:
        day = german_day(_text(link, "span"))
        if day is not None:
            kind = ReleaseKind.NEW
            found += _releases(link, page.url, provider=provider, kind=kind, day=day)
    return _readable(page, found, links)


def calendar(page: Page, *, provider: str) -> tuple[Release, ...]:
    """Read every day of the calendar; raises LayoutChanged when none of its entries can be read."""
    tree, _ = parse_marked(page, f"{_DAYS} h3")
    links: list[LexborNode] = []
    found: list[Release] = []
    for section in tree.css(_DAYS):
        cards = section.css(_CARDS)
        links += cards
        heading = section.css_first("h3")
        day = german_day(heading.text()) if heading else None
        if day is not None:
            found += (one for card in cards for one in _coming(card, page.url, provider, day))
    return _readable(page, found, links)


def _coming(card: LexborNode, url: str, provider: str, day: date) -> Iterator[Release]:
    words = _text(card, "small")
    at = None if _SOME_TIME in words else german_moment(day, words)
    for release in _releases(card, url, provider=provider, kind=ReleaseKind.COMING, day=day):
        yield evolve(release, at=at)


def _releases(
    link: LexborNode, url: str, *, provider: str, kind: ReleaseKind, day: date
) -> Iterator[Release]:
    """Read an entry, once for each of its languages; nothing where it names no episode."""
    address = absolute(url, link.attrs.get("href") or "")
    path = urlsplit(address).path
    ref = ref_of_path(path)
    title = clean(_text(link, "strong, h3"))
    episode = numbered(path, None) or _stated(_text(link, "small, span"))
    if not (ref and title and episode):
        return
    for language in flags(link.css("img.flag")) or (None,):
        yield Release(
            provider=provider,
            ref=ref,
            title=title,
            kind=kind,
            episode=episode,
            day=day,
            language=language,
            link=address,
        )


def _stated(text: str) -> EpisodeId | None:
    match = _EPISODE.search(text)
    return EpisodeId(int(match[1]), int(match[2])) if match else None


def _text(node: LexborNode, selector: str) -> str:
    return " ".join(found.text() for found in node.css(selector))


def _readable(
    page: Page, found: Sequence[Release], links: Sequence[LexborNode]
) -> tuple[Release, ...]:
    if links and not found:
        raise LayoutChanged(f"{page.url} shows {len(links)} entries, but none that can be read.")
    return tuple(dict.fromkeys(found))
