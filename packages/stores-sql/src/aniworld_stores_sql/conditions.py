"""The providers' conditions in SQL."""

from collections.abc import Callable, Sequence

from sqlalchemy import delete, insert, select

from aniworld_core.entities import Condition, ConditionKind
from aniworld_stores_sql.columns import AnyRow
from aniworld_stores_sql.database import Database, Part
from aniworld_stores_sql.schema.conditions import conditions

__all__ = ["SqlConditions"]


class SqlConditions:
    """Fulfils :class:`aniworld_core.ports.ConditionStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[Condition]:
        """List the conditions."""
        query = select(conditions).order_by(conditions.c.provider)
        with self._database.read() as connection:
            return [_condition(row) for row in connection.execute(query)]

    def update(
        self, provider: str, change: Callable[[Condition | None], Condition | None]
    ) -> Condition | None:
        """Apply a change."""
        own = conditions.c.provider == provider
        with self._database.write(Part.CONDITIONS) as connection:
            row = connection.execute(select(conditions).where(own)).first()
            changed = change(None if row is None else _condition(row))
            connection.execute(delete(conditions).where(own))
            if changed is not None:
                connection.execute(
                    insert(conditions).values(
                        provider=provider,
                        kind=changed.kind.value,
                        since=changed.since,
                        until=changed.until,
                        reason=changed.reason,
                        failures=changed.failures,
                    )
                )
        return changed


def _condition(row: AnyRow) -> Condition:
    return Condition(
        provider=row.provider,
        kind=ConditionKind(row.kind),
        since=row.since,
        until=row.until,
        reason=row.reason,
        failures=row.failures,
    )
