"""Titles as folders spell them: read from a name, and brought to one form for comparing."""

import re
import unicodedata

from attrs import frozen

__all__ = ["FolderTitle", "composed", "folder_title", "normalised"]

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

_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})
_ONE_FORM = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys('\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb<>:"/\\|?*', None),
        "\u00d7": "x",
    }
)
"""Single quotes, dashes, what file systems or double quotes take away, and the cross of titles."""

_ACCENT = re.compile("[\u0300-\u036f]")
_SEPARATING_DASH = re.compile(r"(?<!\S)-+(?!\S)")


@frozen(kw_only=True)
class FolderTitle:
    """What a series folder's name tells: ``Title (year-end_year) [imdbid-imdb]``."""

    title: str
    year: int | None = None
    end_year: int | None = None
    imdb: str | None = None


def composed(name: str) -> str:
    """Return the form (NFC) in which one name is the same, however a file system lists it."""
    return unicodedata.normalize("NFC", name)


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


def normalised(title: str) -> str:
    """Return the form in which two spellings of one title are equal.

    Case, blanks, accents, kinds of quotes and dashes, spelled-out umlauts and the characters that
    file systems refuse do not count, nor does a dash between blanks, which often stands for a colon.
    All other marks do: ``K-On!`` is not ``K-On!!``.
    """
    text = composed(title).translate(_ONE_FORM)
    text = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED_OUT))
    text = unicodedata.normalize("NFKC", _ACCENT.sub("", text)).casefold().translate(_ONE_FORM)
    text = " ".join(_SEPARATING_DASH.sub(" ", text).split()).rstrip(" .-")
    return text or title.strip()


def _without_last(name: str) -> tuple[str, re.Match[str] | None]:
    """Drop the last bracketed extra; the match is there when it told years."""
    if not name.endswith((")", "]", "}")):
        return name, None
    for years in _YEARS.finditer(name):
        if years.end() == len(name):
            return name[: years.start()].rstrip(), years
    return _EXTRA.sub("", name), None
