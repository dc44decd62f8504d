"""Writing rows into the target, batch by batch."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from sqlalchemy import Connection, and_, bindparam, delete, insert

from aniworld_core.errors import StoreError
from aniworld_stores_sql.bulk import batches
from aniworld_stores_sql.copying.pairs import paired
from aniworld_stores_sql.database import Database
from aniworld_stores_sql.plain import PlainTable, Row, rows

__all__ = ["compare", "erase", "fill"]

_BATCH = 2_000
"""Rows that are written in one transaction."""


def erase(target: Database, table: PlainTable, keys: Sequence[Row]) -> None:
    """Erase the rows with these keys, and what refers to them."""
    columns = [list(table.clause.c)[place] for place in table.key]
    same = and_(*(one == bindparam(f"{one.name}_") for one in columns))
    for batch in batches(keys, _BATCH):
        places = [
            {f"{one.name}_": value for one, value in zip(columns, key, strict=True)}
            for key in batch
        ]
        with target.write() as connection:
            connection.execute(delete(table.clause).where(same), places)


def fill(source: Connection, target: Database, table: PlainTable, seen: Callable[[], None]) -> int:
    """Write the rows that the target has not; return how many.

    ``seen`` is called for each row of the source, and may raise to stop: then only whole batches are there.
    """
    written = 0
    with closing(_missing(source, target, table, seen)) as missing:
        for batch in batches(missing, _BATCH):
            with target.write() as connection:
                _insert(connection, table, batch)
            written += len(batch)
    return written


def compare(
    source: Connection, target: Connection, table: PlainTable, seen: Callable[[], None]
) -> int:
    """Return how many rows both have; raises StoreError unless every one is the same."""
    equal = 0
    for ours, theirs in paired(rows(source, table), rows(target, table), table.key_of):
        if ours is None or ours != theirs:
            differs = table.key_of(ours or theirs or ())
            raise StoreError(
                f"The copy differs from its source: the row {differs} of the table {table.name}.",
                hint="Somebody else writes to one of them. Stop that, and run the copy again.",
            )
        seen()
        equal += 1
    return equal


def _missing(
    source: Connection, target: Database, table: PlainTable, seen: Callable[[], None]
) -> Generator[Row]:
    with target.read() as there:
        for ours, theirs in paired(rows(source, table), rows(there, table), table.key_of):
            if ours is not None:
                seen()
                if theirs is None:
                    yield ours


def _insert(connection: Connection, table: PlainTable, batch: Sequence[Row]) -> None:
    names = [one.name for one in table.clause.c]
    # Compiled once and cached; the driver gets the rows as they are.
    statement = insert(table.clause).compile(dialect=connection.dialect, column_keys=names)
    connection.exec_driver_sql(str(statement), list(batch))
