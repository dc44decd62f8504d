"""What HTML shows before it is parsed."""

import re

__all__ = ["is_whole", "regular_parts", "without_tags"]

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_HIDDEN = re.compile(r"<!--|<script|<template|<textarea")
_TAIL = 4096


def is_whole(text: str) -> bool:
    """Tell whether a page came to its end: one cut on the way parses well, to less than it is."""
    return "</html" in text[-_TAIL:].lower()


def without_tags(text: str) -> str:
    """Drop HTML tags, such as the marks around search matches; decode nothing."""
    return _TAG.sub("", text)


def regular_parts(text: str, part: re.Pattern[str], sign: str) -> list[tuple[str, ...]] | None:
    """Return the groups of every ``part`` of a list that is written in one way all through.

    None for a list that is not, which only a parser reads rightly: ``part`` has to explain every
    ``sign`` in the text, and nothing before the last one may be a comment or a script. A list of
    megabytes is read so in a fraction of the time that its tree takes.
    """
    found: list[tuple[str, ...]] = part.findall(text)
    hidden = _HIDDEN.search(text, 0, max(0, text.rfind(sign)))
    return None if hidden or len(found) != text.count(sign) else found
