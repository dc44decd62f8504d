"""Looking at a SQLite file."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import NullPool

from aniworld_stores_sql.looking.store import Looked
from aniworld_stores_sql.sqlite.check import check_owner, was_left_open
from aniworld_stores_sql.sqlite.database import FileDatabase
from aniworld_stores_sql.sqlite.engine import PATIENCE
from aniworld_stores_sql.sqlite.failures import explain
from aniworld_stores_sql.sqlite.opening import path_of

__all__ = ["address_of", "look"]

_PRAGMAS = (
    "PRAGMA query_only = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA trusted_schema = OFF",
)


def look(url: str) -> Looked | None:
    """Open the file if it is there; raises CorruptStore when it is damaged or another program's."""
    path = path_of(url)
    if not path.exists():
        return None
    check_owner(path, left_open=was_left_open(path))
    database = FileDatabase(_engine(path))
    try:
        with database.read() as connection:
            version = _version(connection)
    except BaseException:
        database.close()
        raise
    # A path is the same after the computer was started again, what the system numbers files by may not be.
    identity = str(path.resolve())
    return Looked(database=database, place=str(path), identity=identity, version=version)


def address_of(path: Path) -> str:
    """Return a file's address for SQLite, which then makes none that is not there."""
    # Not "ro": whoever closes the store last takes its write-ahead log away, and may not with that.
    return f"file:{quote(os.fsencode(path))}?mode=rw"


def _engine(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address_of(path), uri=True, timeout=PATIENCE, check_same_thread=False
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "handle_error")
    def translate(context: ExceptionContext) -> None:
        error = context.original_exception
        if isinstance(error, Exception):
            raise explain(error, str(path)) from error

    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    query = "SELECT version_num FROM alembic_version"
    version: str | None = connection.exec_driver_sql(query).scalar()
    return version
