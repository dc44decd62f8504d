"""Looking at the store's file before it is trusted."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection

from aniworld_core.clock import utc_now
from aniworld_core.errors import CorruptStore, StoreError
from aniworld_stores_sql import flags
from aniworld_stores_sql.database import Database
from aniworld_stores_sql.sqlite.engine import PATIENCE
from aniworld_stores_sql.sqlite.failures import damaged, explain

__all__ = ["APPLICATION_ID", "check_owner", "check_pages", "quick_check", "was_left_open"]

APPLICATION_ID = int.from_bytes(b"ANIW")
"""Stands in the header of the file and says whose it is."""

_SMALL = 64 * 1024 * 1024
_OFTEN_ENOUGH = timedelta(days=1)


def check_owner(path: Path, *, left_open: bool) -> None:
    """Raise CorruptStore unless the file is a SQLite database of this program.

    SQLite itself looks, because closing the file in any other way would drop every lock that this process
    holds on it (https://www.sqlite.org/howtocorrupt.html, section 2.2). A log that was left behind may be
    a foreign program's and is only read; without one, a reading connection would leave an empty log.
    """
    try:
        if path.stat().st_size == 0:
            # SQLite would take it for a new database.
            raise damaged(str(path), "the file is empty")
        application = _application_id(path, "ro" if left_open else "rw")
    except OSError as error:
        raise StoreError(
            f"The store {path} cannot be read: {error.strerror}.",
            hint="See that the file and its folder may be read and written.",
        ) from error
    except sqlite3.Error as error:
        raise explain(error, str(path)) from error
    if application != APPLICATION_ID:
        raise CorruptStore(
            f"The file {path} belongs to another program.",
            hint="It was left as it is. Choose another file with the setting store.",
        )


def _application_id(path: Path, mode: str) -> int:
    address = f"file:{quote(os.fsencode(path))}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
    return int(application)


def was_left_open(path: Path) -> bool:
    """Tell, before it is opened, whether the store was not closed or is in use by another process.

    The last connection to close takes the write-ahead log away.
    """
    return path.with_name(path.name + "-wal").exists()


def check_pages(database: Database, path: Path, *, left_open: bool) -> None:
    """Raise CorruptStore when SQLite finds the file damaged.

    The check reads every page. A small file takes no time worth saving, and after a crash it must be
    done; else once a day is enough, because the library would feel slow to open.
    """
    small = path.stat().st_size < _SMALL
    if not small and not left_open and not _is_due(database, utc_now()):
        return
    with database.read() as connection:
        answer = quick_check(connection)
    if answer != "ok":
        raise damaged(str(path), answer)
    if not small:
        with database.write() as connection:
            flags.put(connection, flags.PAGES_CHECKED, utc_now().isoformat())


def quick_check(connection: Connection) -> str:
    """Return ``ok``, or what SQLite found first."""
    return str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())


def _is_due(database: Database, now: datetime) -> bool:
    with database.read() as connection:
        checked = flags.get(connection, flags.PAGES_CHECKED)
    return checked is None or now - datetime.fromisoformat(checked) >= _OFTEN_ENOUGH
