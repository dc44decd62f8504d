"""Keys of programs that may use the API."""

from sqlalchemy import Column, String, Table

from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import metadata, timestamps

__all__ = ["api_keys"]

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(255), primary_key=True),
    Column("name", String(255), nullable=False, unique=True),
    Column("hash", String(255), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("issued", Moment, nullable=False),
    Column("expires", Moment),
    Column("last_used", Moment),
    *timestamps(),
)
