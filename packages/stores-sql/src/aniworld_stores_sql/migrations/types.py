"""Column types that mean the same in every database."""

import sqlalchemy as sa

__all__ = ["bounded", "number", "text"]

_MEDIUM = 4_194_303
"""The characters for which MariaDB takes its text of 16 MiB; the usual one has 64 KiB."""


def text() -> sa.types.TypeEngine[str]:
    """Return a text of any length, sorted by code point."""
    return (
        sa.Text()
        .with_variant(sa.Text(collation="C"), "postgresql")
        .with_variant(sa.Text(_MEDIUM), "mysql")
    )


def bounded(length: int) -> sa.types.TypeEngine[str]:
    """Return a text that fits into an index; only for MariaDB it is an error to be longer."""
    return sa.String(length).with_variant(sa.Text(collation="C"), "postgresql")


def number() -> sa.types.TypeEngine[int]:
    """Return the type of ids: 64 bits, which SQLite gives to those of this name that it counts itself."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
