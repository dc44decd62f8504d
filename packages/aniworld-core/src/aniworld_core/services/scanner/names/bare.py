"""Bare episode numbers, as in ``[Group] Title - 05 (1080p)``: only where nothing is spelled out."""

import re

from attrs import define

from aniworld_core.services.scanner.names.folders import Place
from aniworld_core.services.scanner.names.found import Found, numbers
from aniworld_core.services.scanner.names.marks import names_extra, without_languages

__all__ = ["bare"]

_RELEASE = re.compile(
    r"\s*(?:\[[^\[\]]*\])?[\s_]*-[\s_]+([0-9]{2,4})(?:v([0-9]))?(?:[\s_]*(?:\[[^\[\]]*\]|\([^()]*\)))*"
)
"""What releases look like once the title is cut out: worth a look of its own, for speed."""

_BRACKETS = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|\{[^{}]*\}|【[^【】]*】")
_TECHNICAL = re.compile(
    r"[0-9]{4}[-.][0-9]{2}[-.][0-9]{2}"  # a date
    r"|(?<![^\W_])[0-9]{3,4}\s?[x\u00d7]\s?[0-9]{3,4}"
    r"|(?<![^\W_])[0-9]{3,4}\s?[pi](?![^\W_])"
    r"|(?<![^\W_])[xh][ ._]?26[456](?![^\W_])"
    r"|(?<![^\W_])[0-9]{1,2}[ ._-]?bit(?![^\W_])"
    r"|(?<![^\W_])[0-9.]{2,6}\s?fps(?![^\W_])"
    r"|(?<![0-9])[0-9]{1,4}\.[0-9](?![0-9])"  # channels (5.1), or a recap between episodes (05.5)
)
_NUMBER = re.compile(
    r"(?<![\w%])([0-9]{1,4})((?:(?:[-\u2013~]|\s?[+&]\s?)[0-9]{1,4})*)"
    r"(?:\s?v([0-9]))?(?![\w%°]|\s?%)"
)
_PADDED = re.compile(r"(?<![0-9])0[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SEQUEL = re.compile(
    r"(?<![^\W_])(?:[ivx]{2,4}|part|cour|final|arc|r2|[0-9]+(?:st|nd|rd|th)?)(?![^\W_])"
)
_DOTS = str.maketrans("._", "  ")


@define
class _Number:
    """A number with the text on both sides of it; ``more`` are further ones joined to it."""

    first: str
    more: str
    version: str
    before: str
    after: str

    @property
    def begins(self) -> bool:
        return not _words(self.before)

    @property
    def ends(self) -> bool:
        return not _words(self.after)

    @property
    def padded(self) -> bool:
        return self.first.startswith("0")

    @property
    def mixed(self) -> bool:
        """Padded behind a number that is not: ``1-05`` is rather a season and its episode."""
        return not self.padded and _PADDED.search(self.more) is not None

    @property
    def clear(self) -> bool:
        """Set off on both sides, by dashes, brackets or the ends of the name."""
        return (self.begins or self.before.endswith((" - ", " \u2013 "))) and (
            self.ends or self.after.lstrip().startswith(("- ", "\u2013 ", "|"))
        )


def bare(text: str, place: Place, *, titled: bool) -> Found | None:
    """Find the episode number in a text that spells none out, or None where that is not certain.

    ``titled`` says that the folder's title was found in the name and is no more in ``text``.
    """
    release = _RELEASE.fullmatch(text)
    if release and titled and not place.films and not _YEAR.fullmatch(release[1]):
        return Found(None, (int(release[1]),), int(release[2] or 1))
    number = _certain(_numbers(text), place, titled=titled)
    if number is None or names_extra(number.before):
        return None
    if place.season is None and _other_series(number.before, titled=titled):
        return None
    found = numbers(number.first, number.more)
    if number.more and (len(found) == 1 or number.mixed):
        return None
    return Found(None, found, int(number.version or 1))


def _numbers(text: str) -> list[_Number]:
    plain = _TECHNICAL.sub("|", without_languages(_BRACKETS.sub("|", text))).translate(_DOTS)
    return [
        _Number(match[1], match[2], match[3] or "", plain[: match.start()], plain[match.end() :])
        for match in _NUMBER.finditer(plain)
        if not _YEAR.fullmatch(match[1])
    ]


def _certain(found: list[_Number], place: Place, *, titled: bool) -> _Number | None:
    clear = [number for number in found if number.clear]
    if len(clear) > 1:
        clear = [number for number in clear if number.padded]
    if place.films:
        clear = [number for number in clear if int(number.first)]
    if len(clear) == 1:
        return clear[0]
    if place.films or len(found) != 1:
        return None
    (only,) = found
    if only.padded or place.season is not None:
        return only if only.begins or only.ends else None
    return only if titled and only.ends else None


def _other_series(before: str, *, titled: bool) -> bool:
    """Tell whether the words before a number may make it one of a sequel or of another series."""
    return _words(before) if titled else _SEQUEL.search(before) is not None


def _words(text: str) -> bool:
    return any(character.isalnum() for character in text)
