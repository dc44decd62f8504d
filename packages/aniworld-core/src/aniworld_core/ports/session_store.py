"""Where user sessions are kept."""

from datetime import datetime
from typing import Protocol

from aniworld_core.entities import Session

__all__ = ["SessionStore"]


class SessionStore(Protocol):
    """Sessions by id. Whether one still counts is for the caller to tell by its times."""

    def add(self, session: Session) -> None:
        """Keep a new session; raises AlreadyThere when the id is taken."""
        ...

    def get(self, id: str) -> Session | None:
        """Return a session, or None."""
        ...

    def revoke(self, id: str, now: datetime) -> bool:
        """End one session; False when there is none or it was revoked before."""
        ...

    def revoke_all(self, now: datetime) -> int:
        """End every session; returns how many were still open."""
        ...

    def purge(self, now: datetime) -> int:
        """Erase sessions that expired at or before ``now``; returns how many."""
        ...
