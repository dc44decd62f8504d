"""The processes that work on the store."""

from sqlalchemy import Column, Integer, String, Table, Text

from aniworld_core.entities import LONGEST_NAME
from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import metadata, timestamps

__all__ = ["workers"]

workers = Table(
    "workers",
    metadata,
    Column("name", String(255), primary_key=True),
    Column("host", String(255), nullable=False),
    Column("role", String(16), nullable=False),
    Column("downloads", Integer, nullable=False),
    Column("providers", Text, nullable=False),
    Column("root", String(LONGEST_NAME)),
    Column("version", String(64), nullable=False),
    Column("started", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("asked", String(16)),
    *timestamps(),
)
