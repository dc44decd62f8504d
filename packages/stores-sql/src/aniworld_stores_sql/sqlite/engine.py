"""SQLite connections as the store needs them."""

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool

from aniworld_core.errors import StoreFull
from aniworld_stores_sql.sqlite.ballast import Ballast
from aniworld_stores_sql.sqlite.failures import explain

__all__ = ["PATIENCE", "make_engine"]

PATIENCE = 30.0
"""Seconds to wait for another process that writes."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",  # readers and the writer do not wait for each other
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cell_size_check = ON",  # finds damage before it spreads
    "PRAGMA trusted_schema = OFF",  # a schema that someone slipped in can call no function
    "PRAGMA wal_autocheckpoint = 8000",  # 32 MiB: a large scan copies its log back rarely
    "PRAGMA journal_size_limit = 67108864",  # and leaves no large log behind
)


def make_engine(path: Path, ballast: Ballast | None = None) -> Engine:
    """Return an engine whose connections and errors are set up; nothing is opened yet.

    ``ballast`` is thrown off when the disk is full, and taken on again before a later write.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=-1,
        connect_args={"timeout": PATIENCE, "check_same_thread": False},
    )

    @event.listens_for(engine, "handle_error")
    def translate(context: ExceptionContext) -> None:
        error = context.original_exception
        # An interrupt is no fault of the store.
        if isinstance(error, Exception):
            told = explain(error, str(path))
            if ballast is not None and isinstance(told, StoreFull):
                ballast.throw_off()
            raise told from error

    def begin(connection: Connection) -> None:
        if ballast is not None and connection.get_execution_options().get("writes"):
            ballast.take_on()
        _begin(connection)

    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", begin)
    return engine


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    # The driver would begin transactions by itself, too late and only before some statements.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("writes"):
        connection.exec_driver_sql("BEGIN")
        return
    level = "FULL" if options.get("durable") else "NORMAL"
    connection.exec_driver_sql(f"PRAGMA synchronous = {level}")
    # The lock is taken at once: one that is asked for after reading can be refused for good.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
