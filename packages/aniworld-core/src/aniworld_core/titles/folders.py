"""What a series folder's name tells: the title, and in brackets behind it years and an IMDb id."""

import re

from attrs import frozen

from aniworld_core.titles.spelling import composed

__all__ = ["FolderTitle", "folder_title", "release_title", "without_years"]

_YEARS = re.compile(
    r"\(\s*((?:19|20)[0-9]{2})\s*(?:[-\u2013\u2014]\s*((?:19|20)[0-9]{2})?[^()]{0,8})?\)",
    re.IGNORECASE,
)
_IMDB = re.compile(r"[\[{]\s*imdb(?:id)?[-=: ]\s*(tt[0-9]{5,10})\s*[\]}]", re.IGNORECASE)
_WORD = (
    r"(?:[0-9]{3,4}p|[0-9]{3,4}x[0-9]{3,4}|[48]k|uhd|hdr|bd(?:rip|mux)?|blu-?ray|dvd(?:rip)?"
    r"|web(?:-?dl|rip)?|remux|[xh][ .]?26[45]|hevc|avc|av1|(?:8|10)-?bits?|hi10p?|flac|aac|opus|ac3"
    r"|uncut|uncensored|complete|komplett|batch"
    r"|(?:german|deutsch|english|japanese|ger|eng|jap)(?:[ ._-]?(?:dub|sub)(?:bed|s)?)?"
    r"|(?:dub|sub)(?:bed|s)?|dual[ ._-]audio|multi[ ._-]?subs?)"
)
"""What releases tell of a file in brackets, never a part of a title there."""

_EXTRA = re.compile(
    r"(?:\[[^\[\]]*\]|\{[^{}]*\}"
    rf"|\(\s*{_WORD}(?:[ ,;.+/&_-]+{_WORD})*\s*\))$",
    re.IGNORECASE,
)


_RELEASE = re.compile(
    rf"[ ._]+(?:s[0-9]{{1,2}}(?:e[0-9]{{1,4}})?|{_WORD})(?=[ ._-]|$).*", re.IGNORECASE
)


@frozen(kw_only=True)
class FolderTitle:
    """What a series folder's name tells: ``Title (year-end_year) [imdbid-imdb]``."""

    title: str
    year: int | None = None
    end_year: int | None = None
    imdb: str | None = None


def folder_title(name: str) -> FolderTitle:
    """Split a folder's name into the title and what stands in brackets behind it."""
    name = composed(name)
    imdb = _IMDB.search(name)
    years = None
    rest = name.strip()
    while True:
        shorter, found = _without_last(rest)
        if not shorter or shorter == rest:
            break
        rest, years = shorter, found or years
    return FolderTitle(
        title=rest,
        year=int(years[1]) if years else None,
        end_year=int(years[2]) if years and years[2] else None,
        imdb=imdb[1].lower() if imdb else None,
    )


def without_years(title: str) -> tuple[str, int | None]:
    """Split the year off that a catalogue writes behind a title; all else in it stays."""
    rest, years = _without_last(composed(title).strip())
    return (rest, int(years[1])) if rest and years else (title, None)


def release_title(title: str) -> str:
    """Guess the title in ``Title.S01.German.1080p``: what stands before the first mark of a release."""
    return _RELEASE.sub("", title).replace(".", " ").replace("_", " ").strip()


def _without_last(name: str) -> tuple[str, re.Match[str] | None]:
    """Drop the last bracketed extra; the match is there when it told years."""
    if not name.endswith((")", "]", "}")):
        return name, None
    for years in _YEARS.finditer(name):
        if years.end() == len(name):
            return name[: years.start()].rstrip(), years
    return _EXTRA.sub("", name).rstrip(), None
