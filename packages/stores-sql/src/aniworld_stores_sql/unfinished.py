"""The mark of a store that is still being copied into, and is opened for nothing else."""

import json
from typing import NamedTuple

from sqlalchemy import Connection

from aniworld_core.errors import StoreError
from aniworld_stores_sql import flags

__all__ = ["Source", "finish", "mark", "refuse_unfinished", "source_of"]

# Plain text, because a built statement would have to be compiled at every start.
_QUERY = f"SELECT value FROM flags WHERE name = '{flags.UNFINISHED}'"  # noqa: S608 - a constant


class Source(NamedTuple):
    """What a store is a copy of: the identity that the store has by any URL, and its place for people."""

    identity: str
    place: str


def source_of(connection: Connection) -> Source | None:
    """Return what the store is an unfinished copy of, or None."""
    value = connection.exec_driver_sql(_QUERY).scalar()
    return None if value is None else Source(**json.loads(value))


def mark(connection: Connection, source: Source) -> None:
    """Mark a store as an unfinished copy."""
    flags.put(connection, flags.UNFINISHED, json.dumps(source._asdict()))


def finish(connection: Connection) -> None:
    """Take the mark away."""
    flags.drop(connection, flags.UNFINISHED)


def refuse_unfinished(connection: Connection, place: str) -> None:
    """Raise StoreError for an unfinished copy: half a library looks like one that lost the rest."""
    source = source_of(connection)
    if source is not None:
        raise StoreError(
            f"The store {place} is an unfinished copy of {source.place}.",
            hint="Run the same `aniw store copy` again: it goes on where it was stopped.",
        )
