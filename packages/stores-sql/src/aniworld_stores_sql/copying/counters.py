"""The counters that ids come from: an id that was given once is not given again after the move."""

from sqlalchemy import Connection, func, select

from aniworld_stores_sql.plain import PlainTable

__all__ = ["next_ids", "raise_counters"]

_IN_FILE = {"queue"}
"""The tables of which an SQLite file remembers the last id; others there go by the highest that is left."""


def next_ids(connection: Connection, tables: list[PlainTable]) -> dict[str, int]:
    """Return the id that the next row of each numbered table would get."""
    return {
        table.name: max(_highest(connection, table), _last(connection, table.name)) + 1
        for table in tables
        if "id" in table.clause.c and len(table.key) == 1 and _is_number(table)
    }


def raise_counters(connection: Connection, ids: dict[str, int]) -> None:
    """Let the next row of each table get this id; the connection writes."""
    for name, id in ids.items():
        last = id - 1
        match connection.dialect.name:
            case _ if not last:
                continue
            case "postgresql":
                query = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)"
                connection.exec_driver_sql(query, (name, last))
            case "mysql":
                connection.exec_driver_sql(f"ALTER TABLE `{name}` AUTO_INCREMENT = {id}")
            case _ if name in _IN_FILE:
                _raise_in_file(connection, name, last)


def _is_number(table: PlainTable) -> bool:
    return table.clause.c["id"].type.python_type is int


def _highest(connection: Connection, table: PlainTable) -> int:
    query = select(func.max(table.clause.c["id"])).select_from(table.clause)
    return connection.execute(query).scalar() or 0


def _last(connection: Connection, name: str) -> int:
    """Return the last id that the counter of a table has given, 0 where there is none."""
    match connection.dialect.name:
        case "postgresql":
            query = "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')::regclass)"
        case "mysql":
            query = """SELECT auto_increment - 1 FROM information_schema.tables
                WHERE table_schema = DATABASE() AND table_name = %s"""
        case _ if name in _IN_FILE:
            query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        case _:
            return 0
    return int(connection.exec_driver_sql(query, (name,)).scalar() or 0)


def _raise_in_file(connection: Connection, name: str, last: int) -> None:
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last, name)
    )
    if not changed.rowcount:
        query = "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)"
        connection.exec_driver_sql(query, (name, last))
