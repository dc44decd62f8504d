"""Languages by the site's flags and labels, never by its numbers: those differ between sites."""

import re

from aniworld_core.entities import ENG_DUB, ENG_SUB, GER_DUB, GER_SUB, Language
from aniworld_scraping import other_language

__all__ = ["language"]

_FLAGS = {
    "german": GER_DUB,
    "english": ENG_DUB,
    # The site shows this flag for any original audio, be it English or not.
    "english-german": GER_SUB,
    "japanese-german": GER_SUB,
    "japanese-english": ENG_SUB,
}
_LABELS = {"deutsch": GER_DUB, "englisch": ENG_DUB, "ger-sub": GER_SUB}
_TOKEN = re.compile(r"(?:svg|#icon)-flag-([\w-]+)")


def language(flag: str, label: str = "") -> Language | None:
    """Return the language of a flag, else of a label; None when both say nothing.

    A flag is told by its class, ``svg-flag-german``, or its address, ``#icon-flag-german``. What
    neither tells is kept as the site writes it.
    """
    match = _TOKEN.search(flag)
    token = match[1] if match else ""
    known = _FLAGS.get(token.lower()) or _LABELS.get(label.lower())
    return known or other_language(token or label)
