"""Texts that can be shown and addresses that can be asked."""

import unicodedata
from urllib.parse import urlsplit

__all__ = ["is_shown", "is_web_address"]


def is_shown(text: object) -> bool:
    """Tell whether a text can be shown and stored: not empty, single blanks, no control characters."""
    return (
        isinstance(text, str)
        and bool(text)
        and text == " ".join(text.split())
        and not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text)
    )


def is_web_address(text: object) -> bool:
    """Tell whether a text is an absolute http or https address."""
    if not isinstance(text, str):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
