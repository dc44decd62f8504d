"""Languages that a site names in a way of its own."""

import re

from aniworld_core.entities import Language

__all__ = ["other_language"]

_NO_TOKEN = re.compile(r"[\s,|]+")
_LONGEST = 60


def other_language(token: str) -> Language | None:
    """Keep a token that this program does not know; None when nothing is left of it."""
    token = _NO_TOKEN.sub("-", token.strip())[:_LONGEST]
    return Language(f"other:{token}") if token else None
