"""The history."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import Number, metadata, timestamps

__all__ = ["history"]

history = Table(
    "history",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", String(255), nullable=False),
    Column("season", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("hoster", Text, nullable=False),
    Column("language", String(70)),
    Column("path", Text, nullable=False),
    *timestamps(),
    Index("ix_history_episode", "key", "season", "number"),
    Index("ix_history_kind_at", "kind", "at"),
)
