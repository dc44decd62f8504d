"""The queue's table worked off by a plain loop in the driver: what claims cost at least.

The table is a copy of ours with its indexes. A claim is ``SELECT ... FOR UPDATE SKIP LOCKED LIMIT 1`` and an
update, the end of an item another one; each of the two is a transaction that the disk has when it is over.
SQLite, which knows no such lock, begins by taking the whole file.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import make_url

__all__ = ["PlainQueue", "copy_table", "finished"]

_DUE = """SELECT * FROM plain_queue WHERE state = 'queued' AND (next_try IS NULL OR next_try <= %s)
    ORDER BY priority DESC, position, id LIMIT 1"""
_TAKE = """UPDATE plain_queue SET state = 'running', claim = claim + 1, worker = %s, lease_until = %s,
    next_try = NULL, started = %s, updated = %s WHERE id = %s"""
_END = """UPDATE plain_queue SET state = 'done', reason = '', worker = NULL, lease_until = NULL,
    finished = %s, updated = %s WHERE id = %s AND state = 'running'"""
_HOUR = 3_600_000_000


class PlainQueue:
    """One worker's connection."""

    def __init__(self, url: str, connection: Any) -> None:
        self._connection = connection
        is_file = url.startswith("sqlite")
        self._begin = "BEGIN IMMEDIATE" if is_file else ""
        self._due, self._take, self._end = (
            _DUE if is_file else f"{_DUE} FOR UPDATE SKIP LOCKED",
            _TAKE,
            _END,
        )
        if is_file:
            self._due, self._take, self._end = (
                one.replace("%s", "?") for one in (_DUE, _TAKE, _END)
            )

    @classmethod
    @contextmanager
    def open(cls, url: str) -> Iterator["PlainQueue"]:
        """Connect to the database of an URL of ours."""
        with closing(_connect(url)) as connection:
            yield cls(url, connection)

    def work(self, worker: str) -> None:
        """Claim the first due item and end it."""
        now = time.time_ns() // 1000
        with closing(self._connection.cursor()) as cursor:
            if self._begin:
                cursor.execute(self._begin)
            cursor.execute(self._due, (now,))
            id = cursor.fetchone()[0]
            cursor.execute(self._take, (worker, now + _HOUR, now, now, id))
            self._connection.commit()
            if self._begin:
                cursor.execute(self._begin)
            cursor.execute(self._end, (now, now, id))
            self._connection.commit()


def copy_table(url: str) -> None:
    """Make the table of the plain loop from ours, with its rows and indexes, and count both."""
    with closing(_connect(url)) as connection, closing(connection.cursor()) as cursor:
        for statement in _copying(url, cursor):
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()
        connection.commit()


def finished(url: str, table: str) -> int:
    """Return how many items of a table are done."""
    with closing(_connect(url)) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE state = 'done'")
        return int(cursor.fetchone()[0])


def _copying(url: str, cursor: Any) -> Iterator[str]:
    kind = url.partition("+")[0]
    if kind == "postgresql":
        yield "CREATE TABLE plain_queue (LIKE queue INCLUDING ALL)"
    elif kind == "mariadb":
        yield "CREATE TABLE plain_queue LIKE queue"
    else:
        made = "SELECT sql FROM sqlite_master WHERE tbl_name = 'queue' AND sql IS NOT NULL ORDER BY type DESC"
        for (statement,) in cursor.execute(made).fetchall():
            yield (
                statement.replace("queue (", "plain_queue (", 1)
                .replace("ix_queue", "ix_plain_queue")
                .replace("uq_queue", "uq_plain_queue")
            )
    yield "INSERT INTO plain_queue SELECT * FROM queue"
    if kind == "mariadb":
        yield "ANALYZE TABLE queue, plain_queue"
    else:
        yield "ANALYZE"


def _connect(url: str) -> Any:
    if url.startswith("postgresql"):
        import psycopg

        return psycopg.connect(url.replace("postgresql+psycopg", "postgresql", 1))
    if url.startswith("mariadb"):
        import pymysql  # type: ignore[import-untyped]  # PyMySQL has no types

        at = make_url(url)
        connection = pymysql.connect(
            host=at.host,
            port=at.port or 3306,
            user=at.username,
            password=at.password or "",
            database=at.database,
        )
        with connection.cursor() as cursor:
            cursor.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
        return connection
    file = sqlite3.connect(str(make_url(url).database), timeout=30, isolation_level=None)
    file.execute("PRAGMA journal_mode = WAL")
    file.execute("PRAGMA synchronous = FULL")
    file.execute("PRAGMA wal_autocheckpoint = 8000")
    return file
