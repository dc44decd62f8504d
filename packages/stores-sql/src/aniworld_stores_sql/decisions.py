"""Decisions about folders in SQL."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from aniworld_core.entities import Decision
from aniworld_stores_sql.database import Database, Part
from aniworld_stores_sql.schema.decisions import decisions

__all__ = ["SqlDecisions"]


class SqlDecisions:
    """Fulfils :class:`aniworld_core.ports.DecisionStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, *new: Decision) -> None:
        """Keep decisions; a person should not have to take them twice, so the disk has them."""
        with self._database.write(Part.DECISIONS, durable=True) as connection:
            for one in new:
                earlier = delete(decisions).where(
                    decisions.c.folder == one.folder,
                    decisions.c.provider == one.provider,
                    decisions.c.ref == one.ref,
                )
                connection.execute(earlier)
                connection.execute(
                    insert(decisions).values(
                        folder=one.folder,
                        provider=one.provider,
                        ref=one.ref,
                        decided=one.decided,
                    )
                )

    def all(self) -> Sequence[Decision]:
        """List them in order."""
        query = select(decisions).order_by(
            decisions.c.folder, decisions.c.provider, decisions.c.ref
        )
        with self._database.read() as connection:
            return [
                Decision(folder=row.folder, provider=row.provider, ref=row.ref, decided=row.decided)
                for row in connection.execute(query)
            ]

    def remove(self, folder: str) -> int:
        """Forget every decision about a folder."""
        own = delete(decisions).where(decisions.c.folder == folder)
        with self._database.write(Part.DECISIONS, durable=True) as connection:
            return connection.execute(own).rowcount
