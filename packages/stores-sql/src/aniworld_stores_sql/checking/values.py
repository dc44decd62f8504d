"""Values that the program could not read: lists, times, names from a short list."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table

from aniworld_core.entities import (
    ConditionKind,
    HistoryKind,
    Language,
    QueueState,
    ReleaseKind,
    Scope,
    SeriesKey,
    WorkerOrder,
    WorkerRole,
)
from aniworld_stores_sql.columns import Moment, moment, split_languages
from aniworld_stores_sql.plain import PlainTable, plain_tables, rows
from aniworld_stores_sql.schema import all_tables

__all__ = ["values"]

_Read = Callable[[Any], object]


@lru_cache(maxsize=4096)
def _texts(text: str) -> None:
    found = json.loads(text)
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ValueError("no list of texts")


def _dirs(text: str) -> None:
    found = json.loads(text)
    if not isinstance(found, dict) or not all(isinstance(one, int) for one in found.values()):
        raise ValueError("no times by directory")


def _minutes(text: str) -> None:
    if not all(
        isinstance(one, int) for minute, count in json.loads(text) for one in (minute, count)
    ):
        raise ValueError("no counts by minute")


_READERS: dict[str, dict[str, _Read]] = {
    "series": {
        "key": SeriesKey,
        "aliases": _texts,
        "genres": _texts,
        "languages": split_languages,
    },
    "episodes": {"languages": split_languages, "hosters": _texts},
    "folders": {"device": int, "dirs": _dirs},
    "files": {"language": Language},
    "queue": {
        "key": SeriesKey,
        "languages": split_languages,
        "hosters": _texts,
        "better_than": Language,
        "state": QueueState,
    },
    "history": {"key": SeriesKey, "kind": HistoryKind, "language": Language},
    "api_keys": {"scope": Scope},
    "conditions": {"kind": ConditionKind},
    "releases": {"kind": ReleaseKind, "day": date.fromisoformat, "language": Language},
    "release_lists": {"kind": ReleaseKind},
    "paces": {"minutes": _minutes},
    "titles": {"aliases": _texts},
    "workers": {"role": WorkerRole, "providers": _texts, "asked": WorkerOrder},
}
"""What reads the columns that are more than a text or a number."""


def values(connection: Connection) -> Iterator[str]:
    """Read every row of every table."""
    for table in plain_tables():
        yield from _unreadable(connection, table)


def _unreadable(connection: Connection, table: PlainTable) -> Iterator[str]:
    readers = _readers(all_tables().tables[table.name])
    places = [
        (place, one.name, readers[one.name])
        for place, one in enumerate(table.clause.c)
        if one.name in readers
    ]
    for row in rows(connection, table):
        for place, name, read in places:
            value = row[place]
            if value is not None and not _can(read, value):
                key = ", ".join(map(str, table.key_of(row)))
                yield f"{name} of ({key}) in the table {table.name} cannot be read"


def _readers(table: Table) -> dict[str, _Read]:
    times: dict[str, _Read] = {one.name: moment for one in table.c if isinstance(one.type, Moment)}
    return times | _READERS.get(table.name, {})


def _can(read: _Read, value: object) -> bool:
    try:
        read(value)
    except (ArithmeticError, TypeError, ValueError):
        return False
    return True
