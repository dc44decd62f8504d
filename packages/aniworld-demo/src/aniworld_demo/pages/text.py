"""What the pages of every layout share: how text is escaped, and the placeholder of a picture."""

from html import escape

__all__ = ["BLANK", "text"]

BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
"""The placeholder of an image whose real address is in ``data-src``."""


def text(words: str) -> str:
    """Escape as the sites do, an apostrophe as ``&#039;``."""
    return escape(words, quote=False).replace('"', "&quot;").replace("'", "&#039;")
