"""The tables; the migrations make them, a test compares both."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from aniworld_core.clock import utc_now
from aniworld_stores_sql.columns import Moment

__all__ = [
    "ABSOLUTE",
    "NAMELESS",
    "episodes",
    "files",
    "flags",
    "folders",
    "history",
    "metadata",
    "queue",
    "series",
    "sessions",
]

ABSOLUTE = -1
"""The season of a file's row whose number counts over all seasons."""

NAMELESS = -2
"""The season of the one row of a file that names no episode."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _timestamps() -> tuple[Column[Any], Column[Any]]:
    return (
        Column("created", Moment, nullable=False, default=utc_now),
        Column("updated", Moment, nullable=False, default=utc_now, onupdate=utc_now),
    )


flags = Table(
    "flags",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    *_timestamps(),
)

series = Table(
    "series",
    metadata,
    Column("id", Integer, primary_key=True),
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
    Column("genres", Text, nullable=False),
    Column("added", Moment, nullable=False),
    Column("checked", Moment),
    # Key, title and aliases in folded case: what a search looks through.
    Column("search", Text, nullable=False),
    # Counted when episodes or files change, so that a list need not look at any episode.
    Column("episode_count", Integer, nullable=False),
    Column("missing_count", Integer, nullable=False),
    Column("deleted", Moment),
    *_timestamps(),
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
    Column("ignored", Boolean, nullable=False),
    # Kept true in the transaction that changes episodes, folders or files (see presence.py).
    Column("on_disk", Boolean, nullable=False),
    *_timestamps(),
    sqlite_with_rowid=False,
)

Index(
    "ix_episodes_missing",
    episodes.c.series_id,
    sqlite_where=~episodes.c.on_disk,
    postgresql_where=~episodes.c.on_disk,
)

folders = Table(
    "folders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(512), nullable=False, unique=True),
    # A text, because a device number may have 64 bits without a sign.
    Column("device", String(20), nullable=False),
    Column("dirs", Text, nullable=False),
    Column("file_count", Integer, nullable=False),
    *_timestamps(),
)

files = Table(
    "files",
    metadata,
    # The primary key is the order of the rows on the disk: a folder's files lie together, and an
    # episode is found among them, without any index beside the table.
    Column("folder_id", ForeignKey("folders.id", ondelete="CASCADE"), primary_key=True),
    Column("season", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("path", String(1024), primary_key=True),
    # Which of the file's episodes, or of its absolute numbers, the row is.
    Column("part", Integer, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime", BigInteger, nullable=False),
    Column("language", String(70)),
    *_timestamps(),
    sqlite_with_rowid=False,
)

queue = Table(
    "queue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(255), nullable=False),
    Column("season", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("languages", Text, nullable=False),
    Column("hosters", Text, nullable=False),
    Column("quality", String(16), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("claim", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("worker", String(255)),
    Column("lease_until", Moment),
    Column("next_try", Moment),
    Column("reason", Text, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("total", BigInteger),
    Column("added", Moment, nullable=False),
    Column("started", Moment),
    Column("finished", Moment),
    *_timestamps(),
    Index("uq_queue_episode", "key", "season", "number", unique=True),
    # An id is never given twice: a worker may still hold that of an erased item.
    sqlite_autoincrement=True,
)

Index("ix_queue_order", queue.c.state, queue.c.priority.desc(), queue.c.position)

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(255), nullable=False),
    Column("season", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("hoster", Text, nullable=False),
    Column("language", String(70)),
    Column("path", Text, nullable=False),
    *_timestamps(),
    Index("ix_history_episode", "key", "season", "number"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(255), primary_key=True),
    Column("issued", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("revoked", Moment),
    *_timestamps(),
)
