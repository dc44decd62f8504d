"""Series keys: what one is, and how a foreign slug becomes one."""

import re
import unicodedata
import warnings
from typing import Self
from urllib.parse import unquote

from aniworld_core.errors import InvalidKey

__all__ = ["SeriesKey", "from_slug", "key_or_folder", "validate"]

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_HINT = "A key looks like attack-on-titan: lower-case letters, digits and single hyphens inside."
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o"})


class SeriesKey(str):
    """The identifier of a series everywhere: ``^[a-z0-9]+(-[a-z0-9]+)*$``.

    Raises InvalidKey when made from any other text.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check the text."""
        if not _KEY.fullmatch(text):
            raise InvalidKey(f"{text!r} is no series key: {_broken_rule(text)}.", hint=_HINT)
        return super().__new__(cls, text)


def validate(text: str) -> SeriesKey:
    """Return ``text`` as a key, or raise InvalidKey with a message that names the broken rule."""
    return SeriesKey(text)


def from_slug(slug: str) -> SeriesKey:
    """Normalise a site's slug (percent-encoded, upper case, umlauts) into a key.

    Raises InvalidKey when nothing of it can stand in a key.
    """
    text = unicodedata.normalize("NFC", unquote(slug)).lower().translate(_SPELLED_OUT)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    if not key:
        raise InvalidKey(f"{slug!r} has no letter or digit that a series key may have.", hint=_HINT)
    return SeriesKey(key)


def key_or_folder(text: str) -> tuple[str, bool]:
    """Tell old callers whether they passed a key: ``(text, is_key)``.

    Anything else is taken for a folder name, which is deprecated and warned about.
    """
    if _KEY.fullmatch(text):
        return text, True
    warnings.warn(
        f"{text!r} looks like a folder name; pass the series key instead.",
        DeprecationWarning,
        stacklevel=2,
    )
    return text, False


def _broken_rule(text: str) -> str:
    rules = (
        (not text, "it is empty"),
        (text != text.strip(), "it has blanks at an end"),
        (any(c.isupper() for c in text), "it has upper-case letters"),
        ("_" in text, "it has an underscore"),
        (any(c.isspace() for c in text), "it has a blank"),
        (text.startswith("-"), "it has a leading hyphen"),
        (text.endswith("-"), "it has a trailing hyphen"),
        ("--" in text, "it has a double hyphen"),
    )
    for broken, rule in rules:
        if broken:
            return rule
    odd = sorted({c for c in text if not re.fullmatch(r"[a-z0-9-]", c, re.ASCII)})
    return f"{odd[0]!r} is not allowed"
