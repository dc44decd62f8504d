"""Many rows at less than the price of the driver's own executemany."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, insert, literal_column

from aniworld_core.clock import utc_now
from aniworld_stores_sql.columns import micros

__all__ = ["batches", "insert_rows"]

T = TypeVar("T")

_TOGETHER = 100
"""Rows in one statement: another third off the time, and other Python threads run meanwhile."""


def insert_rows(connection: Connection, table: Table, values: Sequence[Any]) -> None:
    """Insert rows whose values follow each other in one flat list, which costs half of many tuples.

    The values stand in the order of the table's columns and go to the driver as they are. The two
    timestamps at the end are left out: they are the same in all rows and stand in the statement, which
    is cheaper than to bind them a million times.
    """
    now: ColumnElement[int] = literal_column(str(micros(utc_now())))
    names = [column.name for column in table.columns][:-2]
    statement = insert(table).values(created=now, updated=now)
    one = str(statement.compile(dialect=connection.dialect, column_keys=names))
    many = one + f", {one.partition(' VALUES ')[2]}" * (_TOGETHER - 1)
    width = len(names)
    whole = len(values) - len(values) % (width * _TOGETHER)
    if groups := _slices(values[:whole], width * _TOGETHER):
        connection.exec_driver_sql(many, groups)
    if rows := _slices(values[whole:], width):
        connection.exec_driver_sql(one, rows)


def _slices(values: Sequence[Any], size: int) -> list[tuple[Any, ...]]:
    return [tuple(values[start : start + size]) for start in range(0, len(values), size)]


def batches(values: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """Split values into lists of at most ``size``, small enough for one IN (...)."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
