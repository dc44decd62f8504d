"""What the folders above a file tell: title, season, or that they hold no episodes."""

import re
from functools import lru_cache

from attrs import frozen

from aniworld_core.titles import folder_title

__all__ = ["Place", "place", "season_of"]

_EXTRAS = frozenset(
    (
        "behind the scenes",
        "bonus",
        "clips",
        "creditless",
        "deleted scenes",
        "ed",
        "endings",
        "extra",
        "extras",
        "featurettes",
        "fonts",
        "interviews",
        "making of",
        "menu",
        "menus",
        "nc",
        "nced",
        "ncop",
        "op",
        "openings",
        "ost",
        "other",
        "previews",
        "proof",
        "pv",
        "sample",
        "samples",
        "scans",
        "scenes",
        "shorts",
        "soundtrack",
        "subs",
        "subtitles",
        "trailer",
        "trailers",
    )
)
"""Folders whose videos belong to a series without being episodes of it."""

_SEASON = re.compile(
    r"(?:^|[ ._-])(?:(?:season|staffel|saison)[ ._-]*([0-9]{1,4})|s([0-9]{1,3}))(?=$|[ ._,:(\[-])"
    r"|(?:^|[ ._-])([0-9]{1,2})(?:\.|st|nd|rd|th)[ ._-]*(?:season|staffel)(?=$|[ ._,:(\[-])"
    r"|^([0-9]{1,2})$",
    re.IGNORECASE,
)
_FILMS = r"filme?|movies?|kinofilme?"
_OTHERS = r"specials?|ovas?|oads?"
_SEASON_0 = re.compile(
    rf"(?:.*[ ._-])?(?:({_FILMS})|{_OTHERS})(?:\s*(?:[&+,]|und|and)\s*(?:{_FILMS}|{_OTHERS}))*"
    r"(?:\s*[(\[].*)?",
    re.IGNORECASE,
)
_SEQUEL = re.compile(
    r"(.*\w.*?)[ ._-]+(?:(?:season|staffel)[ ._-]*([0-9]{1,2})|s([0-9]{1,2})"
    r"|([0-9])(?:st|nd|rd|th)[ ._-]*season)",
    re.IGNORECASE,
)


@frozen(kw_only=True)
class Place:
    """Where a file lies: in the folder of ``title``, and of ``season`` if a folder tells one.

    ``films`` marks a folder for films, where a number may well be part of a film's own title.
    """

    title: str
    season: int | None = None
    films: bool = False


@lru_cache(1024)
def place(folder: str) -> Place | None:
    """Read ``<series folder>[/<season folder>]``; None where extras are kept, not episodes."""
    series, *inner = folder.split("/")
    if any(name.casefold() in _EXTRAS for name in inner):
        return None
    title = folder_title(series).title
    for name in reversed(inner):
        season = season_of(name)
        if season is not None:
            zero = _SEASON_0.fullmatch(name)
            return Place(title=title, season=season, films=zero is not None and bool(zero[1]))
    sequel = _SEQUEL.fullmatch(title)
    if sequel:
        return Place(title=sequel[1], season=int(sequel[2] or sequel[3] or sequel[4]))
    return Place(title=title)


def season_of(folder: str) -> int | None:
    """Return the season that a folder is named after (``Staffel 1``); films and specials are 0."""
    match = _SEASON.search(folder)
    if match:
        return int(match[match.lastindex or 0])
    return 0 if _SEASON_0.fullmatch(folder) else None
