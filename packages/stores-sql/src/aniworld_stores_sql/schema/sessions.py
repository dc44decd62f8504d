"""User sessions."""

from sqlalchemy import Column, String, Table

from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import metadata, timestamps

__all__ = ["sessions"]

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(255), primary_key=True),
    Column("issued", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("revoked", Moment),
    *timestamps(),
)
