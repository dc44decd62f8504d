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


def regular_parts(
    text: str, part: re.Pattern[str], *, begin: str, sign: str
) -> list[tuple[str, ...]] | None:
    """Return the groups of every ``part`` of a list that is written in one way all through.

    None for a list that is not, which only a parser reads rightly: ``part`` has to explain every
    ``sign`` from the first ``begin`` on, nothing before the last sign may be a comment or a script,
    and the page has to be whole. A list of megabytes is read so in a fraction of the time that its
    tree takes.
    """
    start = text.find(begin)
    if start < 0 or not is_whole(text) or _HIDDEN.search(text, start, max(0, text.rfind(sign))):
        return None
    found: list[tuple[str, ...]] = part.findall(text, start)
    return found if len(found) == text.count(sign, start) else None
