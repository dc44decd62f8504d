"""The rule for the usual layouts: a quick look for ``Title S01E05.mkv``, then a careful one."""

import re
import unicodedata
from collections.abc import Callable

from aniworld_core.entities import NamedEpisodes
from aniworld_core.services.scanner.names import marks
from aniworld_core.services.scanner.names.bare import bare
from aniworld_core.services.scanner.names.folders import Place, place
from aniworld_core.services.scanner.names.found import named, usual
from aniworld_core.services.scanner.names.spelled import spelled

__all__ = ["NameRule", "read", "rule"]

_USUAL = re.compile(r"[ ._-]+[sS]([0-9]{1,2})[eE]([0-9]{1,4})\.[A-Za-z0-9]{2,4}")
_EXTENSION = re.compile(r"\.(?!e[0-9])[a-z][a-z0-9]{1,3}$", re.IGNORECASE)
_GROUP = re.compile(r"\s*(?:(?:\[[^\[\]]*\]|\([^()]*\)|【[^【】]*】)[\s_.]*)+")


NameRule = Callable[[str], NamedEpisodes | None]
"""Reads a file's name, or returns None when unsure."""


def read(relative_path: str) -> NamedEpisodes | None:
    """Return what ``<series folder>/[<season folder>/]<file>`` names, or None when unsure."""
    folder, _, name = relative_path.rpartition("/")
    return rule(folder)(name)


def rule(folder: str) -> NameRule:
    """Return what reads the names in ``<series folder>[/<season folder>]``."""
    where = place(folder)
    if where is None:
        return _nothing
    title = where.title
    begin = len(title)

    def read_name(name: str) -> NamedEpisodes | None:
        if name.startswith(title):
            match = _USUAL.fullmatch(name, begin)
            if match:
                return usual(match[1], match[2])
        return _carefully(unicodedata.normalize("NFC", name), where)

    return read_name


def _nothing(_: str) -> None:
    """Read nothing where extras are kept."""


def _carefully(name: str, where: Place) -> NamedEpisodes | None:
    if marks.unfinished(name):
        return None
    text = _EXTENSION.sub("", name)
    rest = _without_title(text, where.title)
    titled = len(rest) < len(text)
    rest = f" {rest.lower()}"
    if marks.is_extra(rest):
        return None
    found = spelled(rest, season=where.season) or bare(rest, where, titled=titled)
    if found is None:
        return None
    return named(found, season=where.season, language=marks.language(rest))


def _without_title(text: str, title: str) -> str:
    """Drop the title, for its numbers are no episodes, from the beginning or behind ``[Group]``."""
    end = _end_of(title, text, 0)
    if end:
        return text[end:]
    group = _GROUP.match(text)
    if group is None:
        return text
    end = _end_of(title, text, group.end())
    return f"{group[0]}{text[end:]}" if end else text


def _end_of(title: str, text: str, begin: int) -> int:
    """Return where the title ends in ``text``, by letters and digits only; 0 if it is not there."""
    length = len(text)
    if text.startswith(title, begin):
        return _outside(text, begin, begin + len(title))
    at = begin
    for wanted in title:
        if not wanted.isalnum():
            continue
        while at < length and not text[at].isalnum():
            at += 1
        if at == length or text[at].casefold() != wanted.casefold():
            return 0
        at += 1
    return _outside(text, begin, at)


def _outside(text: str, begin: int, end: int) -> int:
    """Return ``end`` unless it is inside a word, or nothing lies between."""
    inside = end < len(text) and text[end].isalnum()
    return 0 if inside or end == begin else end
