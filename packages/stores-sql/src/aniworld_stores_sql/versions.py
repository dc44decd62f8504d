"""Which version of the schema the database has, told without loading the migrations."""

from sqlalchemy import Connection, column, select, table

__all__ = ["CURRENT", "is_current"]

CURRENT = "0001"
"""The newest migration; a test compares it with the scripts."""

_version = table("alembic_version", column("version_num"))


def is_current(connection: Connection) -> bool:
    """Tell whether the schema is the one that this program knows best."""
    return connection.scalar(select(_version.c.version_num)) == CURRENT
