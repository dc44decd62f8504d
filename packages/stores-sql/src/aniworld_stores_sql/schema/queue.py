"""The download queue."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from aniworld_stores_sql.columns import Moment
from aniworld_stores_sql.schema.shared import Number, metadata, timestamps

__all__ = ["queue"]

queue = Table(
    "queue",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", String(255), nullable=False),
    Column("season", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("languages", Text, nullable=False),
    Column("hosters", Text, nullable=False),
    Column("quality", String(16), nullable=False),
    # Younger than the table.
    Column("better_than", String(70)),
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
    *timestamps(),
    Index("uq_queue_episode", "key", "season", "number", unique=True),
    # An id is never given twice: a worker may still hold that of an erased item.
    sqlite_autoincrement=True,
)

Index("ix_queue_order", queue.c.state, queue.c.priority.desc(), queue.c.position)
