"""Cleaning text that sites escape too often and space too freely."""

import html
import re
import unicodedata

__all__ = ["clean"]

_DECODINGS = 3
_NEVER_SHOWN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """Decode entities until nothing changes (at most three times), compose to NFC, collapse blanks.

    Control characters and lone surrogates, which no store takes, are dropped.
    """
    for _ in range(_DECODINGS):
        if "&" not in text:
            break
        text = html.unescape(text)
    if not text.isprintable():
        text = _NEVER_SHOWN.sub("", text)
    return " ".join(unicodedata.normalize("NFC", text).split())
