"""Series and their episodes."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    true,
)

from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import Number, metadata, timestamps

__all__ = ["episodes", "series"]

series = Table(
    "series",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", String(255), nullable=False, unique=True),
    Column("provider", String(64), nullable=False),
    Column("ref", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("year", Integer),
    Column("description", Text, nullable=False),
    Column("cover", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("folder", String(512), index=True),
    # Younger than the table: the defaults are what older rows got.
    Column("monitored", Boolean, nullable=False, server_default=true()),
    Column("languages", Text, nullable=False, server_default=""),
    Column("wait_days", Integer),
    Column("replace", Boolean),
    Column("imdb", String(16), nullable=False, server_default=""),
    Column("ended", Boolean),
    Column("changed", Moment),
    Column("genres", Text, nullable=False),
    Column("added", Moment, nullable=False),
    Column("checked", Moment),
    # Key, title and aliases in folded case: what a search looks through.
    Column("search", Text, nullable=False),
    # Counted when episodes or files change, so that a list need not look at any episode.
    Column("episode_count", Integer, nullable=False),
    Column("missing_count", Integer, nullable=False),
    Column("deleted", Moment),
    *timestamps(),
)

episodes = Table(
    "episodes",
    metadata,
    Column("series_id", ForeignKey("series.id", ondelete="CASCADE"), primary_key=True),
    Column("season", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("original_title", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("hosters", Text, nullable=False),
    Column("absolute", Integer),
    # The number over all seasons that a file may go by; None for films and specials.
    Column("counted", Integer),
    Column("upcoming", Boolean, nullable=False),
    # Younger than the table; the microseconds of a Moment, since many rows go to the driver as they are.
    Column("offered", BigInteger),
    Column("ignored", Boolean, nullable=False),
    # Kept true in the transaction that changes episodes, folders or files (see presence.py).
    Column("on_disk", Boolean, nullable=False),
    *timestamps(),
    sqlite_with_rowid=False,
)

# Other databases get theirs from the migration alone: to name one here would load its dialect.
# The second column says nothing, but makes SQLite take it for more telling than the primary key.
Index(
    "ix_episodes_missing",
    episodes.c.series_id,
    episodes.c.on_disk,
    sqlite_where=~episodes.c.on_disk,
)
