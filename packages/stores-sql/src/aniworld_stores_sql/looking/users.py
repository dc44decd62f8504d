"""Who else uses a store right now, as far as that can be told.

A file: SQLite lets nobody have it alone while another process has it open. A server: it lists its sessions,
to MariaDB's usual users only those of the same user. Everywhere: a lease that is not over says that a
worker has an item of the queue.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, func, select

from aniworld_core.clock import utc_now
from aniworld_core.entities import QueueState
from aniworld_core.errors import NotPossible
from aniworld_stores_sql.looking.file import address_of
from aniworld_stores_sql.looking.opening import looked_at
from aniworld_stores_sql.looking.store import Looked
from aniworld_stores_sql.schema.queue import queue
from aniworld_stores_sql.schemes import is_file
from aniworld_stores_sql.sqlite.failures import explain
from aniworld_stores_sql.sqlite.opening import path_of
from aniworld_stores_sql.versions import CURRENT

__all__ = ["refuse_in_use"]

_SESSIONS = {
    # PostgreSQL lists all of a database, whatever their schema: the program's own go by their name.
    "postgresql": """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND application_name = current_setting('application_name') AND pid <> pg_backend_pid()""",
    "mysql": """SELECT COUNT(*) FROM information_schema.processlist
        WHERE db = DATABASE() AND id <> CONNECTION_ID()""",
}
_PATIENCE = 2.0
"""Seconds in which a server notices that a process has ended."""

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def refuse_in_use(url: str) -> None:
    """Raise NotPossible when another process uses a store, or holds an item of its queue."""
    with looked_at(url) as store:
        if store is None or store.version != CURRENT:
            return  # its tables may be others than ours
        if is_file(url):
            if _is_open(path_of(url)):
                raise _refusal(store.place, "another process has it open")
        elif others := _sessions(store):
            raise _refusal(store.place, f"its server counts {others} other sessions of the program")
        with store.database.read() as connection:
            holder = _holder(connection, store)
        if holder:
            raise _refusal(store.place, holder)


def _refusal(place: str, who: str) -> NotPossible:
    return NotPossible(
        f"The store {place} is in use: {who}.",
        hint="Stop `aniw serve` and everything else that uses it, also on other hosts; then try again.",
    )


def _is_open(path: Path) -> bool:
    with closing(sqlite3.connect(address_of(path), uri=True, timeout=0)) as connection:
        connection.isolation_level = None
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            code = error.sqlite_errorcode & 0xFF
            if code in _BUSY:
                return True
            if code == sqlite3.SQLITE_READONLY:
                return False  # who cannot write cannot ask either
            raise explain(error, str(path)) from error
        connection.execute("ROLLBACK")
    return False


def _sessions(store: Looked) -> int:
    """Count other sessions; those of a process that has just ended are waited for."""
    end = time.monotonic() + _PATIENCE
    while True:
        with store.database.read() as connection:
            query = _SESSIONS[connection.dialect.name]
            others = int(connection.exec_driver_sql(query).scalar_one())
        if not others or time.monotonic() > end:
            return others
        time.sleep(0.1)


def _holder(connection: Connection, store: Looked) -> str:
    """Say which worker has a lease that is not over, or nothing."""
    now = utc_now() + store.database.ahead()
    held = (queue.c.state == QueueState.RUNNING.value) & (queue.c.lease_until > now)
    query = select(func.count(), func.min(queue.c.worker), func.max(queue.c.lease_until))
    count, worker, until = connection.execute(query.where(held)).one()
    if not count:
        return ""
    return f"the worker {worker} holds {count} items of its queue, until {until:%Y-%m-%d %H:%M} UTC at most"
