"""The sites' whole lists of titles."""

from sqlalchemy import Column, Integer, String, Table, Text

from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import metadata, timestamps

__all__ = ["title_lists", "titles"]

titles = Table(
    "titles",
    metadata,
    Column("provider", String(64), primary_key=True),
    Column("ref", String(512), primary_key=True),
    Column("title", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("year", Integer),
    Column("imdb", String(16), nullable=False),
    *timestamps(),
)

title_lists = Table(
    "title_lists",
    metadata,
    Column("provider", String(64), primary_key=True),
    Column("titles", Integer, nullable=False),
    Column("read", Moment, nullable=False),
    *timestamps(),
)
