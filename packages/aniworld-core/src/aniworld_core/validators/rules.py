"""How a broken rule is told: the value, what it should have been, and the first rule it breaks."""

import unicodedata
from collections.abc import Iterable

from aniworld_core.errors import InvalidValue

__all__ = ["check", "has_controls", "suggestion"]


def check(text: str, what: str, rules: Iterable[tuple[object, str]], *, hint: str) -> None:
    """Raise InvalidValue for the first broken one of the ``(is broken, how it reads)`` rules."""
    for broken, rule in rules:
        if broken:
            raise InvalidValue(f"{text!r} is no {what}: {rule}.", hint=hint)


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean ...?`` for a word close to a known one, else the list of these."""
    from difflib import get_close_matches  # only wanted when something is wrong

    known = list(known)
    close = get_close_matches(word, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"Use one of {', '.join(known)}."


def has_controls(text: str) -> bool:
    """Tell whether a text has control characters or halves of surrogate pairs."""
    return any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)
