"""Episodes spelled out in a name: ``S01E05``, ``1x05``, ``Staffel 1 Folge 5``, ``Film 1``."""

import re

from aniworld_core.services.scanner.names.found import ANOTHER, END, START, VERSION, Found, numbers
from aniworld_core.services.scanner.names.marks import names_extra

__all__ = ["spelled"]

_EPISODE = r"(?:episode|folge|flg|eps?|e)"
_GAP = r"[\s._#-]{0,3}"

_SEASON_EPISODE = re.compile(
    rf"{START}(?:(?:(?:season|staffel|saison|st)[\s._#]{{0,2}}|s)([0-9]{{1,4}})"
    r"|([0-9]{1,2})(?:\.|st|nd|rd|th)[\s._-]{0,2}(?:season|staffel))"
    # After a season, either the word and a number, or a dash and a number that is no year.
    rf"(?:[\s._·,:-]{{0,4}}{_EPISODE}{_GAP}"
    rf"|\s?[-\u2013·]\s?(?=[0-9]{{2}})(?!(?:19|20)[0-9]{{2}}{END}))"
    rf"([0-9]{{1,4}})((?:{ANOTHER})*){VERSION}{END}"
)
_CROSS = re.compile(
    rf"{START}([0-9]{{1,2}})x([0-9]{{2,4}})"
    rf"((?:\s?[-\u2013~+&]\s?(?:[0-9]{{1,2}}x)?[0-9]{{2,4}})*){VERSION}{END}"
)
_WORD = re.compile(
    rf"{START}(?:(?:episode|folge|flg|eps?){_GAP}|e|#)([0-9]{{1,5}})"
    rf"((?:{ANOTHER}|\s?(?:[-\u2013+&]|und|bis)\s?{_EPISODE}{_GAP}[0-9]{{1,5}})*){VERSION}{END}"
)
_FILM = re.compile(
    rf"{START}(?:film|movie|kinofilm|gekijouban|ova|oad|special(?:{_GAP}(?:episode|folge|ep))?){_GAP}"
    rf"([0-9]{{1,3}}){VERSION}{END}"
    rf"|{START}sp([0-9]{{1,3}}){VERSION}{END}"
)
_BARE = re.compile(r"(?<![\w.])[0-9]{1,4}(?![\w%.])")

_ABSURD = 100
"""A season from here on is a year or a mistake, unless the folder says the same."""


def spelled(text: str, *, season: int | None) -> Found | None:
    """Find an episode that the words in ``text`` name; ``season`` is that of the folder.

    ``text`` is a file name without its extension and without the title that the folder tells.
    """
    return _with_season(text, season) or _word(text) or _film(text)


def _with_season(text: str, season: int | None) -> Found | None:
    match = _SEASON_EPISODE.search(text)
    if match:
        own = int(match[1] or match[2])
        first, more, version = match[3], match[4], match[5]
    else:
        match = _CROSS.search(text)
        if match is None:
            return None
        own = int(match[1])
        first, more, version = match[2], match[3], match[4]
    if own >= _ABSURD and own != season:
        if season is None:
            return None
        own = season
    return Found(own, numbers(first, more), int(version or 1))


def _word(text: str) -> Found | None:
    match = _WORD.search(text)
    if match is None or names_extra(text[: match.start()]):
        return None
    return Found(None, numbers(match[1], match[2]), int(match[3] or 1))


def _film(text: str) -> Found | None:
    match = _FILM.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    # "05 - Film 2" is episode 5 with such a title.
    if names_extra(before) or _BARE.search(before):
        return None
    return Found(0, (int(match[1] or match[3]),), int(match[2] or match[4] or 1))
