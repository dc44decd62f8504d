"""Single facts of the store as a whole."""

from sqlalchemy import Column, String, Table, Text

from aniworld_stores_sql.schema.shared import metadata, timestamps

__all__ = ["flags"]

flags = Table(
    "flags",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    *timestamps(),
)
