"""Leases in SQL."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, or_, select

from aniworld_core.entities import Lease
from aniworld_stores_sql.database import Database, Part
from aniworld_stores_sql.repeating import repeated
from aniworld_stores_sql.schema.leases import leases

__all__ = ["SqlLeases"]


class SqlLeases:
    """Fulfils :class:`aniworld_core.ports.LeaseStore`; all leases go by one clock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @repeated
    def take(
        self, name: str, holder: str, lease: timedelta, now: datetime, places: int = 1
    ) -> bool:
        """Take a place, or keep it; what others held for too long goes."""
        now += self._database.ahead()
        own = (leases.c.name == name) & (leases.c.holder == holder)
        others = select(func.count()).where(leases.c.name == name, leases.c.holder != holder)
        with self._database.write(Part.LEASES) as connection:
            over = delete(leases).where(leases.c.name == name, leases.c.until <= now)
            connection.execute(over)
            kept = connection.execute(delete(leases).where(own)).rowcount
            if not kept and (connection.scalar(others) or 0) >= places:
                return False
            connection.execute(insert(leases).values(name=name, holder=holder, until=now + lease))
        return True

    @repeated
    def drop(self, name: str, holder: str, now: datetime) -> bool:
        """Give a place back."""
        now += self._database.ahead()
        own = (leases.c.name == name) & (leases.c.holder == holder)
        with self._database.write(Part.LEASES) as connection:
            counted = connection.execute(delete(leases).where(own, leases.c.until > now)).rowcount
            connection.execute(delete(leases).where(own))
        return counted > 0

    @repeated
    def release(self, holder: str) -> int:
        """Give back all that a holder has, and its own holders."""
        below = f"{holder}/"
        # Not LIKE, which minds no case in a file.
        begins = func.substr(leases.c.holder, 1, len(below)) == below
        own = or_(leases.c.holder == holder, begins)
        with self._database.write(Part.LEASES) as connection:
            return connection.execute(delete(leases).where(own)).rowcount

    def held(self, now: datetime, name: str | None = None) -> Sequence[Lease]:
        """List what is held."""
        ahead = self._database.ahead()
        query = select(leases).where(leases.c.until > now + ahead)
        if name is not None:
            query = query.where(leases.c.name == name)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(leases.c.name, leases.c.holder))
            return [
                Lease(name=row.name, holder=row.holder, until=row.until - ahead) for row in rows
            ]
