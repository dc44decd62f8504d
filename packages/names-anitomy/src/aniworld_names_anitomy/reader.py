"""The reader: what anitomy-ng finds in a name, as far as the folders bear it out."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from anitomy_ng import ElementKind, parse

from aniworld_core.entities import EpisodeId, NamedEpisodes
from aniworld_core.services.scanner.names import (
    Place,
    is_extra,
    language,
    names_extra,
    place,
)
from aniworld_core.titles import normalised

__all__ = ["AnitomyReader", "Elements"]

_NUMBER = re.compile(r"[0-9]{1,4}")
_OTHER_NUMBERS = re.compile(
    r"[0-9]{4}[-.][0-9]{2}[-.][0-9]{2}|[\W_](?:part|cour)[ ._-]?[0-9](?![0-9])"
)
"""A date is no episode; an episode of a part of a season could be any of the season."""

_YEARS = range(1900, 2100)
_MOST = 4
"""So many episodes one file may hold; a longer range is that of a whole release."""

_SERIES_TYPES = frozenset({"tv", "tv series", "ona"})
_NOT_OF_EPISODES = (ElementKind.VOLUME, ElementKind.PART)

Elements = Mapping[ElementKind, Sequence[str]]


class AnitomyReader:
    """Reads names such as ``[Group][Title][05][1080p].mkv``; None rather than a guess."""

    name = "anitomy"

    def read(self, relative_path: str) -> NamedEpisodes | None:
        """Return what ``<series folder>/.../<file>`` names, or None when it names no episode."""
        folder, _, file = relative_path.rpartition("/")
        where = place(folder)
        name = f" {file.rpartition('.')[0].lower()}"
        if where is None or where.films or is_extra(name) or _OTHER_NUMBERS.search(name):
            return None
        told = _elements(file)
        numbers = _numbers(told)
        if numbers is None or not _is_episode(told) or not _fits(told, where):
            return None
        season = _season(told)
        if season is None:
            season = where.season
        return NamedEpisodes(
            episodes=() if season is None else tuple(EpisodeId(season, one) for one in numbers),
            absolute=numbers if season is None else (),
            language=language(name),
            version=_version(told),
        )


def _elements(name: str) -> Elements:
    told: dict[ElementKind, list[str]] = defaultdict(list)
    for element in parse(name):
        told[element.kind].append(element.value)
    return dict(told)


def _is_episode(told: Elements) -> bool:
    types = {value.casefold() for value in told.get(ElementKind.TYPE, ())}
    # "05_06": a number for a title is rather a second episode.
    titles = told.get(ElementKind.EPISODE_TITLE, ())
    return (
        types <= _SERIES_TYPES
        and not any(kind in told for kind in _NOT_OF_EPISODES)
        and not any(_NUMBER.fullmatch(title) for title in titles)
    )


def _fits(told: Elements, where: Place) -> bool:
    """Tell whether the folders bear a number out: by their season, or by the title in the name."""
    title = _title(told)
    if title is not None and names_extra(f" {title.title.lower()}"):
        return False
    if title is None and ElementKind.SEASON in told:  # "3x3 Eyes"
        return False
    if where.season is not None:
        return True
    # "Title - 12 Monkeys" and "7 Days" have numbers too.
    worded = title is None or ElementKind.EPISODE_TITLE in told
    if worded and ElementKind.SEASON not in told and not _number(told).startswith("0"):
        return False
    return title is None or normalised(title.title) == normalised(where.title)


def _title(told: Elements) -> Place | None:
    """Read the name's title as that of a folder: it may have a season behind it."""
    titles = told.get(ElementKind.TITLE, ())
    return place(titles[0].replace("/", "")) if titles else None


def _number(told: Elements) -> str:
    return told[ElementKind.EPISODE][0]


def _numbers(told: Elements) -> tuple[int, ...] | None:
    texts = told.get(ElementKind.EPISODE, ())
    if not 0 < len(texts) <= 2 or not all(_NUMBER.fullmatch(text) for text in texts):
        return None
    if len(told.get(ElementKind.SEASON, ())) > 1:
        return None
    first, last = int(texts[0]), int(texts[-1])
    if first in _YEARS or not first <= last < first + _MOST:
        return None
    return tuple(range(first, last + 1))


def _season(told: Elements) -> int | None:
    texts = told.get(ElementKind.SEASON, ())
    if texts and _NUMBER.fullmatch(texts[0]):
        return int(texts[0])
    title = _title(told)
    return None if title is None else title.season


def _version(told: Elements) -> int:
    texts = told.get(ElementKind.RELEASE_VERSION, ())
    return int(texts[0]) if texts and _NUMBER.fullmatch(texts[0]) else 1
