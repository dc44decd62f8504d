"""How a broken rule is told: the value, what it should have been, and the first rule it breaks."""

from collections.abc import Iterable

from aniworld_core.errors import InvalidValue

__all__ = ["check", "suggestion"]


def check(text: str, what: str, rules: Iterable[tuple[object, str]], *, hint: str) -> None:
    """Raise InvalidValue for the first of the ``(is broken, how it reads)`` rules that is broken."""
    for broken, rule in rules:
        if broken:
            raise InvalidValue(f"{text!r} is no {what}: {rule}.", hint=hint)


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean ...?`` for a word close to a known one, else the list of the known ones."""
    from difflib import get_close_matches  # only wanted when something is wrong

    known = list(known)
    close = get_close_matches(word, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"Use one of {', '.join(known)}."
