"""The table of a season or of the films: one row an episode."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from selectolax.lexbor import LexborNode

from aniworld_core.entities import Episode, EpisodeId
from aniworld_core.errors import LayoutChanged
from aniworld_providers_aniworld.parse.addresses import numbered, season_number
from aniworld_providers_aniworld.parse.languages import flags
from aniworld_providers_aniworld.parse.marks import NAVIGATION, TABLE, parse_marked
from aniworld_providers_aniworld.parse.tags import untagged
from aniworld_scraping import Page, clean

__all__ = ["episodes", "rows"]

_Row = defaultdict[str, list[LexborNode]]

_EPISODE_LINKS = "ul:nth-of-type(2) a[href]"
_PARTS = (
    "tr, td:first-child a[href], td.seasonEpisodeTitle strong, td.seasonEpisodeTitle span, "
    "i.icon[title], img.flag"
)
_BODY_ID = re.compile(r"season([0-9]{1,4})")
_NUMBER = re.compile(r"[0-9]{1,5}")


def episodes(page: Page, season: str) -> tuple[Episode, ...]:
    """Read the page of the season that addresses call ``staffel-2`` or ``filme``."""
    _, (navigation, body) = parse_marked(page, NAVIGATION, TABLE)
    found = rows(page, navigation, body)
    wanted = season_number(season)
    if any(episode.id.season != wanted for episode in found):
        raise LayoutChanged(f"{page.url} shows another season than {season}.")
    return found


def rows(page: Page, navigation: LexborNode, body: LexborNode) -> tuple[Episode, ...]:
    """Read every row of the table ``body``.

    Raises LayoutChanged when there is none, or fewer than ``navigation`` links to.
    """
    match = _BODY_ID.fullmatch(body.attributes.get("id") or "")
    season = int(match[1]) if match else None
    found: dict[EpisodeId, Episode] = {}
    read: set[str] = set()
    for row in _grouped(body):
        read.update(_attribute(link, "href") for link in row["a"][:1])
        episode = _episode(row, season)
        if episode is not None:
            found.setdefault(episode.id, episode)
    linked = {_attribute(link, "href") for link in navigation.css(_EPISODE_LINKS)}
    missing = {numbered(href, season) for href in linked - read} - found.keys() - {None}
    if missing or not found:
        raise LayoutChanged(f"{page.url} lists {len(found)} of {len(linked)} episodes.")
    return tuple(found.values())


def _grouped(body: LexborNode) -> list[_Row]:
    """Return the parts of each row by tag; one query for all is much faster than one a row."""
    grouped: list[_Row] = []
    row: _Row = defaultdict(list)
    for node in body.css(_PARTS):
        tag = node.tag or ""
        if tag == "tr":
            row = defaultdict(list)
            grouped.append(row)
        row[tag].append(node)
    return grouped


def _episode(row: _Row, season: int | None) -> Episode | None:
    place = _id(row, season)
    if place is None:
        return None
    title, number = untagged(_text(row["strong"]))
    original, absolute = untagged(_text(row["span"]))
    hosters = _hosters(tuple(_attribute(icon, "title") for icon in row["i"]))
    languages = flags(row["img"])
    return Episode(
        id=place,
        title=title,
        original_title=original,
        languages=languages,
        hosters=hosters,
        absolute=absolute if number is None else number,
        upcoming=not hosters and not languages,
    )


# Most rows of a season show the same icons.
@lru_cache(maxsize=128)
def _hosters(titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(clean, titles) if name))


def _id(row: _Row, season: int | None) -> EpisodeId | None:
    for link in row["a"]:
        if (linked := numbered(_attribute(link, "href"), season)) is not None:
            return linked
    (tr,) = row["tr"]
    stated = tr.css_first("meta[itemprop=episodeNumber]")
    texts = (
        _attribute(stated, "content") if stated else "",
        tr.attrs.get("data-episode-season-id"),
    )
    number = next((int(text) for text in texts if text and _NUMBER.fullmatch(text)), None)
    return None if season is None or number is None else EpisodeId(season, number)


def _text(nodes: Sequence[LexborNode]) -> str:
    return nodes[0].text() if nodes else ""


def _attribute(node: LexborNode, name: str) -> str:
    return node.attrs.get(name) or ""
