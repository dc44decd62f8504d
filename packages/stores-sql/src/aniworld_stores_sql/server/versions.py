"""Whose database it is, and which version of the schema it has, told without loading the migrations."""

from sqlalchemy import Connection

from aniworld_stores_sql.server.kind import Kind
from aniworld_stores_sql.versions import CURRENT

__all__ = ["VERSIONS", "is_current", "is_foreign"]

VERSIONS = "aniworld_version"
"""The table of the schema's version. Its name says whose the database is; alembic's usual one does not."""


def is_current(connection: Connection, kind: Kind) -> bool:
    """Tell whether the schema is there, and the one that this program knows best."""
    if VERSIONS not in _tables(connection, kind):
        return False
    version = connection.exec_driver_sql(f"SELECT version_num FROM {VERSIONS}").scalar()  # noqa: S608 - ours
    return version == CURRENT


def is_foreign(connection: Connection, kind: Kind) -> bool:
    """Tell whether there are tables, but not the one that says that they are ours."""
    tables = _tables(connection, kind)
    return bool(tables) and VERSIONS not in tables


def _tables(connection: Connection, kind: Kind) -> set[str]:
    return set(connection.exec_driver_sql(kind.tables).scalars())
