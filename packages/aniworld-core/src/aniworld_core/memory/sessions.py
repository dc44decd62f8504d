"""User sessions in memory."""

from datetime import datetime

from attrs import evolve

from aniworld_core.entities import Session
from aniworld_core.errors import AlreadyThere
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemorySessions"]


class MemorySessions:
    """Fulfils :class:`aniworld_core.ports.SessionStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def add(self, session: Session) -> None:
        """Keep a new session; raises AlreadyThere."""
        with self._shelves.lock:
            if session.id in self._shelves.sessions:
                raise AlreadyThere("There already is a session with this id.")
            self._shelves.sessions[session.id] = session

    def get(self, id: str) -> Session | None:
        """Return a session, or None."""
        with self._shelves.lock:
            return self._shelves.sessions.get(id)

    def revoke(self, id: str, now: datetime) -> bool:
        """End one session."""
        with self._shelves.lock:
            session = self._shelves.sessions.get(id)
            if session is None or session.revoked is not None:
                return False
            self._shelves.sessions[id] = evolve(session, revoked=now)
            return True

    def revoke_all(self, now: datetime) -> int:
        """End every session that was not revoked before."""
        with self._shelves.lock:
            return sum(self.revoke(one, now) for one in list(self._shelves.sessions))

    def purge(self, now: datetime) -> int:
        """Erase what has expired."""
        with self._shelves.lock:
            kept = self._shelves.sessions.values()
            expired = [session.id for session in kept if session.expires <= now]
            for one in expired:
                del self._shelves.sessions[one]
            return len(expired)
