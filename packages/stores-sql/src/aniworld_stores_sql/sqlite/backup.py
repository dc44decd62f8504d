"""Copies of the store's file that are whole or not there."""

import sqlite3
from contextlib import closing
from pathlib import Path

from aniworld_core.clock import utc_now
from aniworld_core.durable import sync_directory
from aniworld_core.errors import CorruptStore

__all__ = ["back_up"]


def back_up(path: Path) -> Path:
    """Copy the store into ``<file>.bak-<UTC date and time>`` beside it and return that path.

    Raises CorruptStore when the copy is not sound; then no backup is kept.
    """
    target = path.with_name(f"{path.name}.bak-{utc_now():%Y%m%dT%H%M%S%fZ}")
    unfinished = target.with_name(target.name + ".tmp")
    try:
        _copy(path, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
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
    if answer != "ok":
        raise CorruptStore(
            f"The backup of {source} is not sound: {answer}.",
            hint="The store was left as it is. Put an older backup in its place.",
        )
