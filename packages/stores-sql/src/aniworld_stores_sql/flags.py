"""Single facts of the store as a whole: a name and a text."""

from sqlalchemy import Connection, delete, insert, select, update

from aniworld_stores_sql.schema.flags import flags

__all__ = ["OWN", "PAGES_CHECKED", "UNFINISHED", "drop", "get", "put"]

PAGES_CHECKED = "pages-checked"
"""When every page of a large file was looked at."""

UNFINISHED = "unfinished-copy"
"""Of what a store is a copy that was not brought to its end."""

OWN = frozenset({PAGES_CHECKED, UNFINISHED})
"""The flags that tell of the database, not of the library in it; no copy has them."""


def get(connection: Connection, name: str) -> str | None:
    """Return a flag's text, or None when it is not set."""
    return connection.scalar(select(flags.c.value).where(flags.c.name == name))


def put(connection: Connection, name: str, value: str) -> None:
    """Set a flag."""
    changed = connection.execute(update(flags).where(flags.c.name == name).values(value=value))
    if not changed.rowcount:
        connection.execute(insert(flags).values(name=name, value=value))


def drop(connection: Connection, name: str) -> None:
    """Unset a flag."""
    connection.execute(delete(flags).where(flags.c.name == name))
