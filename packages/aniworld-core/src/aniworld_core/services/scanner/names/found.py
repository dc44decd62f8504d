"""Episode numbers found in a text, and the result made of them."""

import re
from functools import lru_cache

from attrs import define

from aniworld_core.entities import EpisodeId, Language, NamedEpisodes

__all__ = ["ANOTHER", "END", "START", "VERSION", "Found", "named", "numbers", "usual"]

START = r"[\W_]"
"""What stands before a word: texts begin with a blank, for this is quicker than looking back."""

ANOTHER = (
    r"\s?[-\u2013~+&]?\s?(?:s[0-9]{1,4})?e(?:p\.?)?\s?[0-9]{1,4}"
    r"|[-\u2013~][0-9]{1,4}|\s?[+&]\s?[0-9]{1,4}"
)
"""A further episode of one file: ``E06``, ``-E06``, ``-06``, ``-S01E06``."""

VERSION = r"(?:\s?v([0-9]))?"
"""A corrected release: ``05v2``."""

END = r"(?![^\W_]|\.5(?![0-9]))"
"""A number ends here; ``05.5`` is a recap between two episodes."""

_FURTHER = re.compile(r"\s?([-\u2013~+&]?)\s?(?:s[0-9]+|[0-9]+x)?(?:e(?:p\.?)?)?\s?([0-9]+)")
_RANGE_MARKS = ("-", "\u2013", "~")
_LONGEST = 30
"""So many episodes a file may hold; what looks like more is no range."""


@define
class Found:
    """Episode numbers, of ``season`` if the name tells one, and the ``version`` of the release."""

    season: int | None
    numbers: tuple[int, ...]
    version: int = 1


def numbers(first: str, more: str) -> tuple[int, ...]:
    """Return the first number and those that ``more`` (:data:`ANOTHER`) adds, singly or as range."""
    found = [int(first)]
    if not more:
        return tuple(found)
    for mark, text in _FURTHER.findall(more):
        number = int(text)
        if not 0 < number - found[-1] <= _LONGEST:
            break
        found += range(found[-1] + 1, number + 1) if mark in _RANGE_MARKS else [number]
    return tuple(found)


@lru_cache(65_536)
def usual(season: str, number: str, language: Language | None = None) -> NamedEpisodes:
    """Return the one value for a plain ``S01E05``, shared by all files that say so."""
    return NamedEpisodes(episodes=(EpisodeId(int(season), int(number)),), language=language)


def named(found: Found, *, season: int | None, language: Language | None) -> NamedEpisodes:
    """Return what a name says; ``season`` is that of the folder."""
    own = found.season if found.season is not None else season
    if own is None:
        return NamedEpisodes(absolute=found.numbers, language=language, version=found.version)
    if len(found.numbers) == 1 and found.version == 1:
        return usual(str(own), str(found.numbers[0]), language)
    episodes = tuple(EpisodeId(own, number) for number in found.numbers)
    return NamedEpisodes(episodes=episodes, language=language, version=found.version)
