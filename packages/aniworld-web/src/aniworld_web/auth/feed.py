"""The secret in the address of the calendar feed: calendar programs cannot sign in."""

import secrets
from pathlib import Path
from threading import Lock

from aniworld_core import durable
from aniworld_core.errors import AniworldError

__all__ = ["FeedToken"]


class FeedToken:
    """A token that opens the feed and nothing else; it lies in a file for its owner only.

    It has no end but :meth:`renew`, and is no session and no API key.
    """

    def __init__(self, data: Path) -> None:
        self._path = data / "calendar-token"
        self._lock = Lock()

    def get(self) -> str:
        """Return the token, made now if there is none; raises AniworldError when it cannot be kept."""
        with self._lock:
            return self._kept() or self._made()

    def renew(self) -> str:
        """Return a new token; the one of before opens nothing any more. Raises AniworldError."""
        with self._lock:
            return self._made()

    def fits(self, text: str) -> bool:
        """Tell whether a text is the token; without one nothing fits."""
        kept = self._kept()
        return bool(kept) and secrets.compare_digest(kept.encode(), text.encode(errors="replace"))

    def _kept(self) -> str:
        try:
            return self._path.read_text("ascii").strip()
        except (OSError, UnicodeError):
            return ""

    def _made(self) -> str:
        token = secrets.token_urlsafe(32)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            durable.replace(self._path, token.encode())
        except OSError as error:
            raise AniworldError(
                f"The address of the calendar feed could not be kept: {error.strerror or error}.",
                hint="See whether the data folder's disk is full or write-protected.",
            ) from error
        return token
