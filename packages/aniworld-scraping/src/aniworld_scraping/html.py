"""What HTML shows before it is parsed."""

import re

__all__ = ["is_whole", "without_tags"]

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_TAIL = 4096


def is_whole(text: str) -> bool:
    """Tell whether a page came to its end: one cut on the way parses well, to less than it is."""
    return "</html" in text[-_TAIL:].lower()


def without_tags(text: str) -> str:
    """Drop HTML tags, such as the marks around search matches; decode nothing."""
    return _TAG.sub("", text)
