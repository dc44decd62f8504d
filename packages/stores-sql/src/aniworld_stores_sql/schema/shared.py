"""What all tables share."""

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData

from aniworld_core.clock import utc_now
from aniworld_stores_sql.columns import Moment

__all__ = ["Number", "metadata", "timestamps"]

Number = BigInteger().with_variant(Integer, "sqlite")
"""The type of ids."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def timestamps() -> tuple[Column[Any], Column[Any]]:
    """Return the two columns that end every table: when a row was made and last changed."""
    return (
        Column("created", Moment, nullable=False, default=utc_now),
        Column("updated", Moment, nullable=False, default=utc_now, onupdate=utc_now),
    )
