"""What each engine has to check itself with."""

from collections.abc import Iterator

from sqlalchemy import Connection

from aniworld_stores_sql.schema import all_tables

__all__ = ["engine"]

_INVALID = """SELECT concat('the index ', indexrelid::regclass, ' is not valid') FROM pg_index
    JOIN pg_class ON pg_class.oid = indrelid
    WHERE relnamespace = current_schema()::regnamespace AND NOT (indisvalid AND indisready)
    UNION ALL SELECT concat('the constraint ', conname, ' was never checked') FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace AND NOT convalidated"""


def engine(connection: Connection) -> Iterator[str]:
    """Ask the engine for a full check.

    SQLite looks at every page and index, MariaDB at every table. PostgreSQL has no such command for
    everybody: it is asked for what it knows to be invalid, and reads every row for the other checks.
    """
    match connection.dialect.name:
        case "sqlite":
            answers = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
            yield from (answer for answer in answers if answer != "ok")
        case "mysql":
            yield from _tables(connection)
        case _:
            yield from connection.exec_driver_sql(_INVALID).scalars()


def _tables(connection: Connection) -> Iterator[str]:
    for table in all_tables().sorted_tables:
        for name, _, kind, text in connection.exec_driver_sql(f"CHECK TABLE `{table.name}`"):
            if kind.lower() in {"error", "warning"} or (kind == "status" and text != "OK"):
                yield f"{name}: {text}"
