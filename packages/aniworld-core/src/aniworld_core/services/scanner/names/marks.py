"""Marks in a file name: its language, and what tells that it is no episode.

Texts are in lower case and begin with a blank, for the patterns begin with what stands before a word.
"""

import re

from aniworld_core.entities import ENG_DUB, ENG_SUB, GER_DUB, GER_SUB, Language

__all__ = ["is_extra", "language", "names_extra", "unfinished", "without_languages"]

_WORD = r"[\W_]"
_END = r"(?![^\W_])"
_GERMAN = r"german|deutsch|ger"
_ENGLISH = r"english|englisch|eng"

_LANGUAGE = re.compile(
    rf"{_WORD}(?:(?:({_GERMAN})|{_ENGLISH})[ ._-]?(?:dub(?:bed)?|(sub(?:bed|s)?))"
    # Alone, a language counts only where prose cannot stand: in brackets or in a release's tail.
    rf"|(?<=[\[(])(?:({_GERMAN})|{_ENGLISH})(?=[\])])"
    rf"|(?<=\.)(?:(german|ger)|eng)(?=\.[0-9]{{3,4}}p|\.dl\.|-[a-z0-9]+$)"
    rf"|(?<=[\[(])(sub)(?=[\])])){_END}"
)
"""Groups: 1, 3, 4 German; 2 subtitles; 5 ``[Sub]``, which German programs write for German ones."""

_NO_EPISODE = re.compile(
    rf"{_WORD}(?:(?:nc[ ._-]?(?:op|ed|bd)[0-9]*[a-z]?|credit-?less|textless){_END}"
    r"|clean[ ._-](?:opening|ending)"
    r"|(?<=^.)\W*(?:sample|trailer)[ ._-]"
    r"|(?<=[ ._-])sample$"
    r"|(?<=-)(?:trailer|teaser|preview|featurette|behindthescenes|deletedscene|interview)$"
    r"|(?<=[\[(])(?:trailer|teaser|preview|sample|pv|cm|menu)[ ._-]?[0-9]*[\])])"
)

_EXTRA = re.compile(
    rf"{_WORD}(?:(?:pv|cm|op|ed)(?:[ ._-]?[0-9]+[a-z]?)?|trailer|teaser|preview|vorschau|opening"
    rf"|ending|menu|sample|bonus|extras?|making[ ._-]of|interview|promo|featurette|clip|recap"
    rf"|outtakes){_END}"
)

_UNFINISHED_ENDS = frozenset(
    {"part", "ytdl", "tmp", "temp", "partial", "crdownload", "download", "aria2", "!qb", "!ut"}
)
_UNFINISHED_STEM = re.compile(r"(?:_tmp|\.tmp|\.temp|\.f[0-9]{3}|\.fhls\S*|\.fdash\S*)$")


def language(text: str) -> Language | None:
    """Return the language that the name tells by the first mark in it."""
    match = _LANGUAGE.search(text) if _may_tell_language(text) else None
    if match is None:
        return None
    german = match[1] or match[3] or match[4] or match[5]
    if match[2] or match[5]:
        return GER_SUB if german else ENG_SUB
    return GER_DUB if german else ENG_DUB


def without_languages(text: str) -> str:
    """Blank the language marks out."""
    return _LANGUAGE.sub("|", text) if _may_tell_language(text) else text


def is_extra(text: str) -> bool:
    """Tell by marks that no episode bears: openings without credits, trailers, samples."""
    return _NO_EPISODE.search(text) is not None


def names_extra(before: str) -> bool:
    """Tell whether the words before a number say that it numbers an extra, as in ``Opening 2``."""
    return _EXTRA.search(before) is not None


def unfinished(name: str) -> bool:
    """Tell whether a file's name is that of a download under way, or of a system's side file."""
    stem, _, end = name.lower().rpartition(".")
    return (
        end in _UNFINISHED_ENDS
        or end.startswith("part-frag")
        or name.startswith("._")
        or _UNFINISHED_STEM.search(stem) is not None
    )


def _may_tell_language(text: str) -> bool:
    # Most names tell none, and looking for a fixed text costs a tenth of the pattern.
    return "ger" in text or "eng" in text or "sub" in text or "deutsch" in text
