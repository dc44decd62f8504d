"""What a series folder's name tells: the title, and in brackets behind it years and an IMDb id."""

import re

from attrs import frozen

from aniworld_core.titles.spelling import composed

__all__ = ["FolderTitle", "folder_title"]

_YEARS = re.compile(
    r"\(\s*((?:19|20)[0-9]{2})\s*(?:[-\u2013\u2014]\s*((?:19|20)[0-9]{2})?[^()]{0,8})?\)",
    re.IGNORECASE,
)
_IMDB = re.compile(r"[\[{]\s*imdb(?:id)?[-=: ]\s*(tt[0-9]{5,10})\s*[\]}]", re.IGNORECASE)
_EXTRA = re.compile(
    r"\s*(?:\[[^\[\]]*\]|\{[^{}]*\}"
    r"|\(\s*(?:[0-9]{3,4}p|[48]k|bd|bluray|blu-ray|dvd|web(?:-?dl|rip)?|uncut|complete|komplett"
    r"|(?:german|english|japanese|ger|eng|jap)[ ._-]?(?:dub|sub)?"
    r"|dub|sub|dual[ ._-]audio)\s*\))\s*$",
    re.IGNORECASE,
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


def _without_last(name: str) -> tuple[str, re.Match[str] | None]:
    """Drop the last bracketed extra; the match is there when it told years."""
    if not name.endswith((")", "]", "}")):
        return name, None
    for years in _YEARS.finditer(name):
        if years.end() == len(name):
            return name[: years.start()].rstrip(), years
    return _EXTRA.sub("", name), None
