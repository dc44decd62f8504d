"""Rules for words and numbers that people give: names, episodes, qualities, languages."""

import re
import unicodedata

from aniworld_core.entities.language import KNOWN_LANGUAGES, Language
from aniworld_core.errors import InvalidValue
from aniworld_core.validators.rules import check, has_controls, suggestion

__all__ = ["QUALITIES", "episode_range", "host_label", "language_code", "quality", "series_name"]

QUALITIES = ("best", "worst", "360p", "480p", "720p", "1080p")
"""Which of several streams can be asked for."""

_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_LONGEST_NAME = 300


def series_name(text: str) -> str:
    """Return a series' name or a part of it, in NFC, no blanks around; raises InvalidValue."""
    name = unicodedata.normalize("NFC", text).strip()
    check(
        text,
        "series name",
        (
            (not name, "it is empty"),
            (has_controls(name), "it has control characters"),
            (len(name) > _LONGEST_NAME, f"it has more than {_LONGEST_NAME} characters"),
        ),
        hint="Give the title as the site shows it, or a part of it.",
    )
    return name


def episode_range(first: int, last: int, *, limit: int = 1000) -> range:
    """Return the numbers ``first`` to ``last``, both within 1 to ``limit``; raises InvalidValue."""
    check(
        str(first) if first == last else f"{first}-{last}",
        "episode range",
        (
            (first < 1, "episodes are counted from 1"),
            (last < first, "it ends before it begins"),
            (last > limit, f"the highest number allowed is {limit}"),
        ),
        hint="The limit is the setting scanner.episode_limit.",
    )
    return range(first, last + 1)


def quality(text: str) -> str:
    """Return a quality: best, worst, 360p, 480p, 720p or 1080p; raises InvalidValue."""
    if text not in QUALITIES:
        *others, last = QUALITIES
        raise InvalidValue(f"{text!r} is no quality; use {', '.join(others)} or {last}.")
    return text


def language_code(text: str) -> Language:
    """Return a language, such as ger-dub or other:<token>; raises InvalidValue."""
    try:
        return Language(text)
    except InvalidValue as error:
        raise InvalidValue(
            f"{text!r} is no language: {_word_rule(text)}.",
            hint=suggestion(text.lower(), (*KNOWN_LANGUAGES, "other:<token>")),
        ) from error


def _word_rule(text: str) -> str:
    if not text:
        return "it is empty"
    if text != text.strip():
        return "it has blanks at an end"
    if text.startswith("other:"):
        return "behind other: stands one word of 1 to 60 characters, without blank, comma or bar"
    if text != text.lower():
        return "it has upper-case letters"
    return "it is not known"


def host_label(text: str) -> str:
    """Return what a host is called, or nothing; raises InvalidValue. A colon ends it in a process' name."""
    check(
        text,
        "host label",
        (
            (
                bool(text) and not _LABEL.fullmatch(text),
                "it is no word of letters, digits, . _ and -",
            ),
        ),
        hint="Give a short name such as attic, of at most 64 characters.",
    )
    return text
