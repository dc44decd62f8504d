"""Paces in SQL."""

import json
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from aniworld_core.entities import Allowance, Spent, spend
from aniworld_stores_sql.columns import AnyRow
from aniworld_stores_sql.database import Database, Part
from aniworld_stores_sql.repeating import repeated
from aniworld_stores_sql.schema.paces import paces

__all__ = ["SqlPaces"]


class SqlPaces:
    """Fulfils :class:`aniworld_core.ports.PaceStore`; all hosts go by one clock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @repeated
    def spend(self, name: str, allowance: Allowance, now: datetime) -> timedelta:
        """Take one time, if there is one."""
        now += self._database.ahead()
        own = paces.c.name == name
        with self._database.write(Part.PACES) as connection:
            row = connection.execute(select(paces).where(own)).first()
            spent, wait = spend(None if row is None else _spent(row), allowance, now)
            if spent is not None and not wait:
                connection.execute(delete(paces).where(own))
                minutes = json.dumps(spent.minutes)
                connection.execute(insert(paces).values(name=name, due=spent.due, minutes=minutes))
        return wait


def _spent(row: AnyRow) -> Spent:
    minutes = tuple((minute, count) for minute, count in json.loads(row.minutes))
    return Spent(due=row.due, minutes=minutes)
