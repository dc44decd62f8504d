"""Who has what for a limited time."""

from sqlalchemy import Column, String, Table

from aniworld_core.entities import LONGEST_NAME
from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import metadata, timestamps

__all__ = ["leases"]

leases = Table(
    "leases",
    metadata,
    Column("name", String(LONGEST_NAME), primary_key=True),
    Column("holder", String(LONGEST_NAME), primary_key=True),
    Column("until", Moment, nullable=False),
    *timestamps(),
)
