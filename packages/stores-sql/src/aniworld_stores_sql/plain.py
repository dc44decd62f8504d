"""Rows as they stand in the database, the same on every engine, in the order of their keys."""

from collections.abc import Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from attrs import frozen
from sqlalchemy import BigInteger, Connection, Table, TableClause, column, func, select, table

from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.flags import OWN
from aniworld_stores_sql.schema import all_tables

__all__ = ["PlainTable", "Row", "count", "plain_tables", "rows"]

Row = tuple[Any, ...]
"""The values of a row in the order of the table's columns, times in microseconds."""

_AT_ONCE = 2_000
"""Rows that the driver fetches at a time."""

_LONG_KEYS = {"files": 3}
"""How many columns of the key a database sorts by: MariaDB compares only the beginnings of long texts."""


@frozen
class PlainTable:
    """A table whose values are read and written as they are; ``key`` says where its primary key stands."""

    name: str
    clause: TableClause
    key: tuple[int, ...]

    def key_of(self, row: Row) -> Row:
        """Return the primary key of a row."""
        return tuple(row[place] for place in self.key)


def plain_tables() -> list[PlainTable]:
    """Return every table, each behind those that it refers to."""
    return [_plain(one) for one in all_tables().sorted_tables]


def rows(connection: Connection, source: PlainTable) -> Iterator[Row]:
    """Read a table in order of its key, bit by bit; what tells of the database itself is left out."""
    columns = list(source.clause.c)
    sorted_by = source.key[: _LONG_KEYS.get(source.name, len(source.key))]
    query = _library(source).order_by(*(columns[place] for place in sorted_by))
    # Options of the statement: those of the connection would also hold for what begins a transaction.
    options = {"stream_results": True, "yield_per": _AT_ONCE}
    with connection.execute(query, execution_options=options) as result:
        found: Iterator[Row] = map(tuple, result)
        if len(sorted_by) == len(source.key):
            yield from found
            return
        together = groupby(found, itemgetter(*sorted_by))
        yield from chain.from_iterable(sorted(group, key=source.key_of) for _, group in together)


def count(connection: Connection, source: PlainTable) -> int:
    """Count the rows that :func:`rows` reads."""
    query = select(func.count()).select_from(_library(source).subquery())
    return int(connection.execute(query).scalar_one())


def _library(source: PlainTable) -> Any:
    query = select(*source.clause.c)
    return query.where(source.clause.c.name.not_in(OWN)) if source.name == "flags" else query


def _plain(full: Table) -> PlainTable:
    columns = [
        column(one.name, BigInteger() if isinstance(one.type, Moment) else one.type)
        for one in full.c
    ]
    names = list(full.c)
    key = tuple(names.index(one) for one in full.primary_key.columns)
    return PlainTable(full.name, table(full.name, *columns), key)
