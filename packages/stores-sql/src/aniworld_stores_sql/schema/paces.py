"""How often something was done."""

from sqlalchemy import Column, String, Table, Text

from aniworld_core.entities import LONGEST_NAME
from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import metadata, timestamps

__all__ = ["paces"]

paces = Table(
    "paces",
    metadata,
    Column("name", String(LONGEST_NAME), primary_key=True),
    Column("due", Moment, nullable=False),
    Column("minutes", Text, nullable=False),
    *timestamps(),
)
