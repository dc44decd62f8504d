"""What one engine holds and another does not."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import BigInteger, Boolean, Integer, Text

from aniworld_stores_sql.plain import PlainTable, Row

__all__ = ["Limits", "limits"]

Limits = Callable[[Row], Iterator[str]]
"""Yields what of a row cannot be kept, and why."""

_INTEGER = 2**31
_LONG = 2**63
_LONGEST = 16 * 1024**2 - 1
"""The bytes that MariaDB keeps of the longest texts."""

_Exceeds = Callable[[str], bool]


def _on_mariadb(length: int | None) -> tuple[_Exceeds, str]:
    if length is None:
        return lambda text: len(text.encode()) > _LONGEST, "is longer than 16 MiB"
    return lambda text: len(text) > length, f"is longer than {length} letters"


_TEXTS: dict[str, Callable[[int | None], tuple[_Exceeds, str]]] = {
    "mysql": _on_mariadb,
    "postgresql": lambda _: (lambda text: "\0" in text, "has a NUL character"),
    "sqlite": lambda _: (lambda _: False, ""),
}
"""What texts are too much for each engine, by the length of their column."""

_LONG_ON_SERVERS = {("files", "path")}
"""Columns that have no bound there, because they are in no index."""


def limits(table: PlainTable, dialect: str) -> Limits:
    """Return the check of a table's rows for an engine, by its dialect's name."""
    checks = [
        _check(Text() if (table.name, one.name) in _LONG_ON_SERVERS else one.type, dialect)
        for one in table.clause.c
    ]
    names = [one.name for one in table.clause.c]

    def faults(row: Row) -> Iterator[str]:
        for value, check, name in zip(row, checks, names, strict=True):
            if value is not None and (reason := check(value)):
                key = ", ".join(map(str, table.key_of(row)))
                yield f"{name} of ({key}) in the table {table.name} {reason}"

    return faults


def _check(type: Any, dialect: str) -> Callable[[Any], str]:
    match type:
        case Boolean():
            return lambda value: "" if isinstance(value, bool) else "is no yes or no"
        case BigInteger():
            return _number(_LONG)
        case Integer():
            # A file keeps numbers of any size.
            return _number(_LONG if dialect == "sqlite" else _INTEGER)
    return _text(*_TEXTS[dialect](type.length))


def _number(limit: int) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, int):
            return "is no number"
        return "" if -limit <= value < limit else "is too large a number"

    return check


def _text(exceeds: _Exceeds, reason: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            return "is no text"
        return reason if exceeds(value) else ""

    return check
