"""What migrations are made of: alembic's operations, with what the databases want said differently.

MariaDB commits each statement that changes a table, so that nothing is taken back when a process is killed on
the way: there each step passes over what was done already, and the next start goes on.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

__all__ = ["add_column", "create_index", "create_table", "drop_index", "is_sqlite"]

_OPTIONS: dict[str, Any] = {
    "mysql_engine": "InnoDB",
    "mysql_charset": "utf8mb4",
    # Compares by code point, as SQLite does, and does not pass over blanks at the end.
    "mysql_collate": "utf8mb4_nopad_bin",
}


def create_table(name: str, *parts: sa.Column[Any] | sa.Constraint, **options: Any) -> None:
    """Make a table of columns and constraints."""
    op.create_table(name, *parts, if_not_exists=_repeats(), **_OPTIONS, **options)


def add_column(table: str, column: sa.Column[Any]) -> None:
    """Add a column to a table."""
    op.add_column(table, column, if_not_exists=_repeats())


def create_index(name: str, table: str, columns: list[Any], **options: Any) -> None:
    """Make an index of columns, given by names or texts."""
    op.create_index(name, table, columns, if_not_exists=_repeats(), **options)


def drop_index(name: str, table: str) -> None:
    """Remove an index."""
    op.drop_index(name, table, if_exists=_repeats())


def is_sqlite() -> bool:
    """Tell whether a SQLite file is migrated."""
    return op.get_context().dialect.name == "sqlite"


def _repeats() -> bool | None:
    return op.get_context().dialect.name == "mysql" or None
