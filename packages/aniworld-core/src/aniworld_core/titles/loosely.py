"""Bringing names to a form in which also what is often typed otherwise is equal."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

__all__ = ["all_loosened", "loosened"]

_SPELLED_OUT = (("æ", "ae"), ("ø", "oe"), ("\u00d7", "x"))
_GONE = "'`\u2018\u2019\u00b4"
"""Single quotes, which stand inside of words."""

_ACCENT = re.compile("[\u0300-\u036f]")
_NO_WORD = re.compile(r"[^\w\n ]+")
_LONG = ("ae", "oe", "ue", "ou", "aa", "ii", "oo", "uu")
"""Umlauts spelled out, and the long vowels of Japanese, which are written in many ways or not at all."""


def loosened(name: str) -> str:
    """Return the words of a name, with single blanks between them; empty when it has none.

    Beyond what :func:`normalised` does, no mark counts, nor does whether an umlaut has its dots or a
    vowel is long: ``Shōjo``, ``Shoujo`` and ``Shojo`` are one, as are ``Wälder``, ``Waelder`` and ``Walder``.
    For finding only: different titles may become equal.
    """
    return all_loosened([name])[0]


def all_loosened(names: Iterable[str]) -> Sequence[str]:
    """Return what :func:`loosened` makes of each name, many times quicker than one by one."""
    # One text with a line a name: every step runs over it once, without Python in between.
    text = "".join([name.replace("\n", " ") + "\n" for name in names]).casefold()
    for letter, spelled in _SPELLED_OUT:
        text = text.replace(letter, spelled)
    for quote in _GONE:
        text = text.replace(quote, "")
    text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    text = unicodedata.normalize("NFC", text).casefold()
    text = _NO_WORD.sub(" ", text).replace("_", " ")
    for vowels in _LONG:
        text = text.replace(vowels, vowels[0])
    return [" ".join(line.split()) for line in text.split("\n")[:-1]]
