"""Bringing two spellings of one title to one form."""

import re
import unicodedata

__all__ = ["composed", "normalised"]

_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})
_ONE_FORM = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys('\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb<>:"/\\|?*', None),
        "\u00d7": "x",
    }
)
"""Single quotes, dashes, what file systems or double quotes take away, and the cross of titles."""

_ACCENT = re.compile("[\u0300-\u036f]")
_SEPARATING_DASH = re.compile(r"(?<!\S)-+(?!\S)")


def composed(name: str) -> str:
    """Return the form (NFC) in which one name is the same, however a file system lists it."""
    return unicodedata.normalize("NFC", name)


def normalised(title: str) -> str:
    """Return the form in which two spellings of one title are equal.

    Case, blanks, accents, kinds of quotes and dashes, spelled-out umlauts and the characters that
    file systems refuse do not count, nor does a dash between blanks, which often stands for a colon.
    All other marks do: ``K-On!`` is not ``K-On!!``.
    """
    text = composed(title).translate(_ONE_FORM)
    text = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED_OUT))
    text = unicodedata.normalize("NFKC", _ACCENT.sub("", text)).casefold().translate(_ONE_FORM)
    text = " ".join(_SEPARATING_DASH.sub(" ", text).split()).rstrip(" .-")
    return text or title.strip()
