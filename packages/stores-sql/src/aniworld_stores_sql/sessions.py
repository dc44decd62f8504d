"""User sessions in SQL."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from aniworld_core.entities import Session
from aniworld_core.errors import AlreadyThere
from aniworld_stores_sql.database import Database, Part
from aniworld_stores_sql.schema.sessions import sessions

__all__ = ["SqlSessions"]


class SqlSessions:
    """Fulfils :class:`aniworld_core.ports.SessionStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, session: Session) -> None:
        """Keep a new session; raises AlreadyThere."""
        with self._database.write(Part.ACCESS, durable=True) as connection:
            if connection.scalar(select(sessions.c.id).where(sessions.c.id == session.id)):
                raise AlreadyThere("There already is a session with this id.")
            connection.execute(
                insert(sessions).values(
                    id=session.id,
                    issued=session.issued,
                    expires=session.expires,
                    revoked=session.revoked,
                )
            )

    def get(self, id: str) -> Session | None:
        """Return a session, or None."""
        with self._database.read() as connection:
            row = connection.execute(select(sessions).where(sessions.c.id == id)).first()
        if row is None:
            return None
        return Session(id=row.id, issued=row.issued, expires=row.expires, revoked=row.revoked)

    def revoke(self, id: str, now: datetime) -> bool:
        """End one session."""
        with self._database.write(durable=True) as connection:
            ended = update(sessions).where(sessions.c.id == id, sessions.c.revoked.is_(None))
            return connection.execute(ended.values(revoked=now)).rowcount > 0

    def revoke_all(self, now: datetime) -> int:
        """End every session that was not revoked before."""
        with self._database.write(Part.ACCESS, durable=True) as connection:
            ended = update(sessions).where(sessions.c.revoked.is_(None))
            return connection.execute(ended.values(revoked=now)).rowcount

    def purge(self, now: datetime) -> int:
        """Erase what has expired."""
        with self._database.write(Part.ACCESS, durable=True) as connection:
            return connection.execute(delete(sessions).where(sessions.c.expires <= now)).rowcount
