"""Many rows at less than the price of the driver's own executemany."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, insert, literal_column

from aniworld_core.clock import utc_now
from aniworld_stores_sql.columns import micros

__all__ = ["batches", "insert_rows"]

T = TypeVar("T")

_TOGETHER = 100
"""Rows in one statement: another third off the time, and other Python threads run meanwhile."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows given in the order of the table's columns, without the two timestamps at the end.

    The values go to the driver as they are. The timestamps are the same in all rows and stand in the
    statement, which is cheaper than to bind them a million times.
    """
    now: ColumnElement[int] = literal_column(str(micros(utc_now())))
    names = [column.name for column in table.columns][:-2]
    statement = insert(table).values(created=now, updated=now)
    one = str(statement.compile(dialect=connection.dialect, column_keys=names))
    row = one.partition(" VALUES ")[2]
    whole = len(rows) - len(rows) % _TOGETHER
    if whole:
        groups = [
            tuple(chain.from_iterable(rows[start : start + _TOGETHER]))
            for start in range(0, whole, _TOGETHER)
        ]
        connection.exec_driver_sql(one + f", {row}" * (_TOGETHER - 1), groups)
    if whole < len(rows):
        connection.exec_driver_sql(one, list(rows[whole:]))


def batches(values: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """Split values into lists of at most ``size``, small enough for one IN (...)."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
