"""Which version of the schema the database has, told without loading the migrations."""

from sqlalchemy import Connection

__all__ = ["CURRENT", "is_current"]

CURRENT = "0005"
"""The newest migration; a test compares it with the scripts."""


def is_current(connection: Connection) -> bool:
    """Tell whether the schema is the one that this program knows best."""
    # Plain text, because a built statement would have to be compiled at every start.
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return version == CURRENT
