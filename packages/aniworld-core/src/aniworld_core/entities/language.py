"""The language of an episode: audio and subtitles in one word."""

import re
from typing import Self

from aniworld_core.errors import InvalidValue

__all__ = ["ENG_DUB", "ENG_SUB", "GER_DUB", "GER_SUB", "KNOWN_LANGUAGES", "Language"]

_OTHER = re.compile(r"other:[^\s,|]{1,60}")


class Language(str):
    """``ger-dub``, ``ger-sub``, ``eng-dub``, ``eng-sub``, or ``other:<token as the site writes it>``.

    A dub is the audio; a sub is the original audio with subtitles. Raises InvalidValue for any other text.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the text."""
        if text not in _KNOWN and not _OTHER.fullmatch(text):
            raise InvalidValue(
                f"{text!r} is no language.",
                hint=f"Use one of {', '.join(sorted(_KNOWN))}, or other:<token>.",
            )
        return super().__new__(cls, text)


_KNOWN = frozenset({"ger-dub", "ger-sub", "eng-dub", "eng-sub"})

GER_DUB = Language("ger-dub")
GER_SUB = Language("ger-sub")
ENG_DUB = Language("eng-dub")
ENG_SUB = Language("eng-sub")

KNOWN_LANGUAGES = (GER_DUB, GER_SUB, ENG_DUB, ENG_SUB)
"""Every language with a name of its own."""
