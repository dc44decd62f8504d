"""The table of a season: one row an episode."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_core.entities import Episode, EpisodeId, Language
from aniworld_core.errors import LayoutChanged
from aniworld_providers_sto.parse.addresses import numbered, season_name
from aniworld_providers_sto.parse.languages import language
from aniworld_providers_sto.parse.marks import ROW, SEASONS, parse_marked
from aniworld_providers_sto.parse.titles import shown
from aniworld_scraping import Page, clean

__all__ = ["episodes", "rows"]

_Row = defaultdict[str, list[LexborNode]]

_TITLE = "episode-title-ger"
_ORIGINAL = "episode-title-eng"
_PARTS = f"{ROW}, .{_TITLE}, .{_ORIGINAL}, .episode-watch-cell img[alt], .episode-language-cell use"
_EPISODE_LINKS = "#episode-nav a[href]"
_THIS_SEASON = f"{SEASONS} a.bg-primary[data-season-pill]"
_ICONS = frozenset({"img", "use"})
_NUMBER = re.compile(r"[0-9]{1,5}")
_ANNOUNCED = re.compile(r"\b(?:demnächst|tba)\b", re.IGNORECASE)
"""What stands where a title, a date or a hoster would while there is none."""


def episodes(page: Page, season: str) -> tuple[Episode, ...]:
    """Read the page of the season that addresses call ``staffel-2``, or ``staffel-0`` for films."""
    tree, _ = parse_marked(page, SEASONS, ROW)
    found = rows(page, tree)
    if any(season_name(episode.id.season) != season for episode in found):
        raise LayoutChanged(f"{page.url} shows another season than {season}.")
    return found


def rows(page: Page, tree: LexborHTMLParser) -> tuple[Episode, ...]:
    """Read every row of a season's page.

    Raises LayoutChanged when there are fewer rows than episodes that the page links to.
    """
    season = _season(tree)
    found: dict[EpisodeId, Episode] = {}
    for row in _grouped(tree):
        episode = _episode(row, season, page.url)
        if episode is not None:
            found.setdefault(episode.id, episode)
    linked = {numbered(_attribute(link, "href")) for link in tree.css(_EPISODE_LINKS)} - {None}
    if linked - found.keys():
        raise LayoutChanged(f"{page.url} lists {len(found)} of {len(linked)} episodes.")
    return tuple(found.values())


def _season(tree: LexborHTMLParser) -> int | None:
    pill = tree.css_first(_THIS_SEASON)
    number = _attribute(pill, "data-season-pill") if pill else ""
    return int(number) if _NUMBER.fullmatch(number) else None


def _grouped(tree: LexborHTMLParser) -> list[_Row]:
    """Return the parts of each row; one query for all is much faster than one a row."""
    grouped: list[_Row] = []
    row: _Row = defaultdict(list)
    for node in tree.css(_PARTS):
        kind = node.tag or ""
        if kind == "tr":
            row = defaultdict(list)
            grouped.append(row)
        elif kind not in _ICONS:
            kind = _TITLE if _TITLE in _attribute(node, "class") else _ORIGINAL
        row[kind].append(node)
    return grouped


def _episode(row: _Row, season: int | None, url: str) -> Episode | None:
    """Read a row; None for an announcement that has no number yet."""
    (tr,) = row["tr"]
    hosters = _hosters(tuple([_attribute(image, "alt") for image in row["img"]]))
    flags = _flags(tuple([_attribute(icon, "href") for icon in row["use"]] or _classes(tr)))
    announced = "upcoming" in _attribute(tr, "class") or (
        not hosters and (not flags or _says_so(tr))
    )
    place = numbered(_attribute(tr, "onclick")) or _id(tr, season)
    if place is None:
        if announced:
            return None
        raise LayoutChanged(f"{url} lists an episode without its number.")
    title, original = _title(row[_TITLE]), _title(row[_ORIGINAL])
    return Episode(
        id=place,
        title="" if announced and _ANNOUNCED.fullmatch(title) else title,
        original_title="" if announced and _ANNOUNCED.fullmatch(original) else original,
        languages=flags,
        hosters=() if announced else hosters,
        upcoming=announced,
    )


def _classes(tr: LexborNode) -> list[str]:
    """Return the classes of a row's flags, which name the languages, too."""
    return [_attribute(icon, "class") for icon in tr.css(".episode-language-cell svg")]


def _says_so(tr: LexborNode) -> bool:
    return tr.css_matches(".badge-upcoming") or bool(_ANNOUNCED.search(tr.text(separator=" ")))


def _id(tr: LexborNode, season: int | None) -> EpisodeId | None:
    """Return what a link in the row names, else the row's number in the season of the page."""
    for link in tr.css("a[href]"):
        if (named := numbered(_attribute(link, "href"))) is not None:
            return named
    cell = tr.css_first(".episode-number-cell")
    number = cell.text(strip=True) if cell else ""
    if season is None or not _NUMBER.fullmatch(number):
        return None
    return EpisodeId(season, int(number))


# Most rows of a season show the same icons and flags.
@lru_cache(maxsize=128)
def _hosters(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(clean, names) if name))


@lru_cache(maxsize=128)
def _flags(flags: tuple[str, ...]) -> tuple[Language, ...]:
    return tuple(dict.fromkeys(flag for flag in map(language, flags) if flag is not None))


def _title(nodes: Sequence[LexborNode]) -> str:
    return shown(_attribute(nodes[0], "title") or nodes[0].text()) if nodes else ""


def _attribute(node: LexborNode, name: str) -> str:
    return node.attrs.get(name) or ""
