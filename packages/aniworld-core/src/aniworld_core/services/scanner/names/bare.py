"""Bare episode numbers, as in ``[Group] Title - 05 (1080p) [1234ABCD]``: only where nothing else fits."""

import re

from attrs import frozen

from aniworld_core.services.scanner.names.found import Found, numbers
from aniworld_core.services.scanner.names.marks import names_extra, without_languages
from aniworld_core.services.scanner.names.folders import Place

__all__ = ["bare"]

_BRACKETS = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|\{[^{}]*\}|【[^【】]*】")
_TECHNICAL = re.compile(
    r"[0-9]{4}[-.][0-9]{2}[-.][0-9]{2}"  # a date
    r"|(?<![^\W_])[0-9]{3,4}\s?[x×]\s?[0-9]{3,4}"
    r"|(?<![^\W_])[0-9]{3,4}\s?[pi](?![^\W_])"
    r"|(?<![^\W_])[xh][ ._]?26[456](?![^\W_])"
    r"|(?<![^\W_])[0-9]{1,2}[ ._-]?bit(?![^\W_])"
    r"|(?<![^\W_])[0-9.]{2,6}\s?fps(?![^\W_])"
    r"|(?<![0-9])[0-9]{1,4}\.[0-9](?![0-9])",  # channels (5.1), or a recap between two episodes (05.5)
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w%])([0-9]{1,4})((?:[-–~+&][0-9]{1,4})*)(?:\s?v([0-9]))?(?![\w%°]|\s?%)"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SEQUEL = re.compile(
    r"(?<![^\W_])(?:[ivx]{2,4}|part|cour|final|arc|r2|[0-9]+(?:st|nd|rd|th)?)(?![^\W_])"
)
_DOTS = str.maketrans("._", "  ")


@frozen(kw_only=True)
class _Number:
    """A number with its surroundings; ``clear`` means set off on both sides as an episode number is."""

    first: str
    more: str
    version: str
    before: str
    clear: bool
    last: bool

    @property
    def padded(self) -> bool:
        return self.first.startswith("0")


def bare(text: str, place: Place, *, titled: bool) -> Found | None:
    """Find the episode number in a text that spells none out, or None where that is not certain.

    ``titled`` says that the folder's title was found in the name and is no more in ``text``.
    """
    candidates = _candidates(text)
    chosen = _clear_one(candidates)
    if chosen is None:
        if place.films or len(candidates) != 1:
            return None
        chosen = candidates[0]
        certain = titled or chosen.padded or place.season is not None
        if not certain or not (chosen.last or not _words(chosen.before)):
            return None
    if names_extra(chosen.before) or (place.films and int(chosen.first) == 0):
        return None
    if place.season is None and _other_series(chosen.before, titled=titled):
        return None
    return Found(None, numbers(chosen.first, chosen.more), int(chosen.version or 1))


def _candidates(text: str) -> list[_Number]:
    plain = _TECHNICAL.sub("|", without_languages(_BRACKETS.sub("|", text))).translate(_DOTS)
    return [
        _Number(
            first=match[1],
            more=match[2],
            version=match[3] or "",
            before=plain[: match.start()],
            clear=_set_off(plain[: match.start()], plain[match.end() :]),
            last=not _words(plain[match.end() :]),
        )
        for match in _NUMBER.finditer(plain)
        if not _YEAR.fullmatch(match[1])
    ]


def _set_off(before: str, after: str) -> bool:
    begins = not _words(before) or before.endswith((" - ", " – "))
    ends = not after.strip() or after.lstrip().startswith(("- ", "– ", "|"))
    return begins and ends


def _clear_one(candidates: list[_Number]) -> _Number | None:
    clear = [candidate for candidate in candidates if candidate.clear]
    if len(clear) > 1:
        clear = [candidate for candidate in clear if candidate.padded]
    return clear[0] if len(clear) == 1 else None


def _other_series(before: str, *, titled: bool) -> bool:
    """Tell whether the words before a number may make it one of a sequel or of another series."""
    return bool(_words(before)) if titled else _SEQUEL.search(before) is not None


def _words(text: str) -> bool:
    return any(character.isalnum() for character in text)
