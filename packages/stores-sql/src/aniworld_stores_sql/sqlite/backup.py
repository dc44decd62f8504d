"""Copies of the store's file that are whole or not there."""

import sqlite3
from contextlib import closing
from pathlib import Path

from aniworld_core.clock import utc_now
from aniworld_core.durable import sync_directory
from aniworld_core.errors import CorruptStore
from aniworld_stores_sql.sqlite.failures import explain

__all__ = ["back_up"]


def back_up(path: Path) -> Path:
    """Copy the store into ``<file>.bak-<UTC date and time>`` beside it and return that path.

    Raises CorruptStore when the copy is not sound or not the whole store, StoreFull when it does not fit;
    then no backup is kept, and older ones stay.
    """
    target = path.with_name(f"{path.name}.bak-{utc_now():%Y%m%dT%H%M%S%fZ}")
    unfinished = target.with_name(target.name + ".tmp")
    try:
        _copy(path, unfinished)
        unfinished.replace(target)
    except sqlite3.Error as error:
        raise explain(error, str(target)) from error
    finally:
        for leftover in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
            leftover.unlink(missing_ok=True)
    sync_directory(target.parent)
    return target


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        # SQLite has the copy on the disk before it goes on.
        new.execute("PRAGMA synchronous = FULL")
        old.backup(new)
        # A backup is one file: no log beside it.
        new.execute("PRAGMA journal_mode = DELETE")
        (answer,) = new.execute("PRAGMA integrity_check(1)").fetchone()
        # An empty file is a sound database, too: of nothing.
        if answer == "ok" and _identity(new) != _identity(old):
            answer = "it is not the whole store"
    if answer != "ok":
        raise CorruptStore(
            f"The backup of {source} is not sound: {answer}.",
            hint="The store was left as it is. Put an older backup in its place.",
        )


def _identity(connection: sqlite3.Connection) -> list[int]:
    pragmas = ("application_id", "user_version")
    return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
