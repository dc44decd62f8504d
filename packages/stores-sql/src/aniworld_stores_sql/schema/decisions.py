"""What a person decided about folders."""

from sqlalchemy import Column, String, Table

from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import Number, metadata, timestamps

__all__ = ["decisions"]

decisions = Table(
    "decisions",
    metadata,
    # Folder, provider and ref together are longer than what MariaDB takes as a key.
    Column("id", Number, primary_key=True),
    Column("folder", String(512), nullable=False, index=True),
    Column("provider", String(64), nullable=False),
    Column("ref", String(512), nullable=False),
    Column("decided", Moment, nullable=False),
    *timestamps(),
)
