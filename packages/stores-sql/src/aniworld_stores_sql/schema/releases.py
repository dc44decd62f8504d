"""What is new on the sites and what is coming."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import Number, metadata, timestamps

__all__ = ["release_lists", "releases"]

releases = Table(
    "releases",
    metadata,
    Column("id", Number, primary_key=True),
    Column("provider", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("ref", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("season", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    # As 2026-11-22, which every database sorts like a date.
    Column("day", String(10), nullable=False),
    Column("at", Moment),
    Column("language", String(70)),
    Column("link", Text, nullable=False),
    *timestamps(),
    Index("ix_releases_day", "day"),
    Index("ix_releases_page", "provider", "kind"),
)

release_lists = Table(
    "release_lists",
    metadata,
    Column("provider", String(64), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("releases", Integer, nullable=False),
    Column("read", Moment, nullable=False),
    *timestamps(),
)
