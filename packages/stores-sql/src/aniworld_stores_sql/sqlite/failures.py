"""SQLite's errors in the words of the core."""

import shutil
import sqlite3
from pathlib import Path

from aniworld_core.errors import CorruptStore, StoreError, StoreFull

__all__ = ["damaged", "explain", "full"]

_LITTLE = 256 * 1024
"""With fewer bytes free, a file of SQLite that cannot be made or written is so for want of room."""

_FOR_WANT_OF_ROOM = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}

_WORDS = {
    sqlite3.SQLITE_BUSY: (
        "another program has held it locked for too long",
        "End the other program, or try again later.",
    ),
    sqlite3.SQLITE_READONLY: (
        "it may only be read",
        "Give yourself the right to write the file and its folder.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "it cannot be opened",
        "See that its folder exists and may be written.",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk reports an error",
        "See the system's log; copy the data folder to another disk.",
    ),
}


def explain(error: Exception, path: str) -> StoreError:
    """Return what to raise instead of an error that came out of the driver."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return damaged(path, str(error))
    if code == sqlite3.SQLITE_FULL or (code in _FOR_WANT_OF_ROOM and _is_full(path)):
        return full(path)
    what, hint = _WORDS.get(code, (f"{type(error).__name__}: {error}", ""))
    return StoreError(f"The store {path} failed: {what}.", hint=hint)


def full(path: str) -> StoreFull:
    """Return the error for a disk without room for what is to be written."""
    return StoreFull(
        f"The store {path} could not be written: its disk is full.",
        hint="Free some space; nothing of the last step was written.",
    )


def _is_full(path: str) -> bool:
    try:
        return shutil.disk_usage(Path(path).parent).free < _LITTLE
    except OSError:
        return False


def damaged(path: str, what: str) -> CorruptStore:
    """Return the error for a file that is no whole store."""
    return CorruptStore(
        f"The store {path} is damaged: {what}.",
        hint=f"It was left as it is. Put a backup in its place (look for {path}.bak-*), "
        "or move it away to begin anew.",
    )
