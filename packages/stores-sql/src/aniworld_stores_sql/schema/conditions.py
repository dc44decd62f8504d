"""How the providers are doing."""

from sqlalchemy import Column, Integer, String, Table, Text

from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import metadata, timestamps

__all__ = ["conditions"]

conditions = Table(
    "conditions",
    metadata,
    Column("provider", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Column("reason", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    *timestamps(),
)
