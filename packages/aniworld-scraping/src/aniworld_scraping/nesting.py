"""How deep a page is nested, told before it is parsed: parsers take quadratic time for the deepest."""

import re

__all__ = ["is_too_deep"]

_DEEPEST = 4000
"""Elements inside of each other; real pages have some dozens, and such a one is parsed in a moment."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_WITHOUT_END = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "option",
        "p",
        "param",
        "source",
        "td",
        "th",
        "tr",
        "track",
        "wbr",
    ]
)
"""Elements that hold nothing, or that the next of their kind ends."""


def is_too_deep(text: str) -> bool:
    """Tell whether a page is nested so deep that no site means it, in linear time."""
    if text.count("<") < _DEEPEST:
        return False
    depth = 0
    for end, name in _TAG.findall(text):
        if end:
            depth = max(0, depth - 1)
        elif name.lower() not in _WITHOUT_END:
            depth += 1
            if depth > _DEEPEST:
                return True
    return False
