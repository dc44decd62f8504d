"""Rows that refer to others which are not there."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from aniworld_stores_sql.schema import all_tables

__all__ = ["references"]


def references(connection: Connection) -> Iterator[str]:
    """Find rows without the row that they belong to, whatever the engine should have seen to."""
    for table in all_tables().sorted_tables:
        for key in table.foreign_key_constraints:
            (pair,) = key.elements
            ours, theirs = pair.parent, pair.column
            there = select(theirs).where(theirs == ours).exists()
            query = select(ours, func.count()).where(~there).group_by(ours).order_by(ours)
            for value, count in connection.execute(query):
                yield f"{count} {table.name} belong to none of the {theirs.table.name}: {value}"
