"""Finds at start, not at the first click, that a template is missing; without loading Jinja."""

import re
from collections.abc import Iterable

from aniworld_core.errors import AniworldError
from aniworld_web.paths import TEMPLATES

__all__ = ["check"]

_NAMED = re.compile(r"""\{%-?\s*(?:extends|import|include|from)\s+["']([^"']+)["']""")


def check(names: Iterable[str]) -> None:
    """Raise AniworldError unless all these templates exist, and all that they are built of."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        try:
            text = (TEMPLATES / name).read_text("utf-8")
        except OSError as error:
            raise AniworldError(
                f"The page template {name} is missing.", hint="Install aniworld-web anew."
            ) from error
        waiting += _NAMED.findall(text)
