"""A note that is shown once, on the page that follows an action; a cookie carries it there."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from attrs import frozen

__all__ = ["COOKIE", "Note", "read", "written"]

COOKIE = "aniworld_note"
_LONGEST = 600
_KINDS = ("good", "bad", "info")


@frozen
class Note:
    """What is said, and whether it is ``good``, ``bad`` or just ``info``."""

    kind: str
    text: str


def written(note: Note) -> str:
    """Return a note as the value of a cookie."""
    text = note.text if len(note.text) <= _LONGEST else f"{note.text[: _LONGEST - 1]}…"
    return urlsafe_b64encode(json.dumps([note.kind, text]).encode()).decode()


def read(cookie: str) -> Note | None:
    """Return the note in a cookie, or None when there is none that we could have written."""
    try:
        kind, text = json.loads(urlsafe_b64decode(cookie.encode()))
    except (ValueError, TypeError):
        return None
    if kind not in _KINDS or not isinstance(text, str) or len(text) > _LONGEST:
        return None
    return Note(kind, text)
