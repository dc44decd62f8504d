"""What a folder's name tells beside a title: a season, films, extras."""

import re

__all__ = ["holds_extras", "holds_films", "only_season", "season_of", "sequel"]

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


def season_of(folder: str) -> int | None:
    """Return the season that a folder is named after (``Staffel 1``); films and specials are 0."""
    match = _SEASON.search(folder)
    if match:
        return int(match[match.lastindex or 0])
    return 0 if _SEASON_0.fullmatch(folder) else None


def only_season(folder: str) -> bool:
    """Tell whether a folder is named after a season and nothing else; a lone number may be a title."""
    return not folder.isdigit() and _SEASON.fullmatch(folder) is not None


def sequel(title: str) -> tuple[str, int] | None:
    """Split ``Title Season 2`` into title and season; None where no season follows a title."""
    match = _SEQUEL.fullmatch(title)
    return (match[1], int(match[2] or match[3] or match[4])) if match else None


def holds_films(folder: str) -> bool:
    """Tell whether a folder is one for films, where a number may well be part of a film's own title."""
    zero = _SEASON_0.fullmatch(folder)
    return zero is not None and bool(zero[1])


def holds_extras(folder: str) -> bool:
    """Tell whether a folder is one for what belongs to a series without being an episode (``Trailer``)."""
    return folder.casefold() in _EXTRAS
