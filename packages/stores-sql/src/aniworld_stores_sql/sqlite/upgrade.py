"""Making the file, or bringing an older one up to date, one process at a time."""

from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection

from aniworld_core.durable import sync_directory
from aniworld_stores_sql import migrations
from aniworld_stores_sql.sqlite.backup import back_up
from aniworld_stores_sql.sqlite.check import APPLICATION_ID
from aniworld_stores_sql.sqlite.database import FileDatabase
from aniworld_stores_sql.sqlite.engine import make_engine
from aniworld_stores_sql.versions import is_current

__all__ = ["create", "upgrade"]


def create(path: Path) -> None:
    """Make a new store; it appears under its name only when it is whole."""
    with _lock(path):
        if path.exists():
            return
        unfinished = path.with_name(path.name + ".new")
        _remove(unfinished)
        try:
            database = FileDatabase(make_engine(unfinished))
            try:
                with database.write(durable=True) as connection:
                    _migrate(connection)
            finally:
                database.close()
            unfinished.replace(path)
        except BaseException:
            _remove(unfinished)
            raise
        sync_directory(path.parent)


def upgrade(database: FileDatabase, path: Path) -> None:
    """Back up an older store and migrate it; raises NewerSchema for one that is not older."""
    with _lock(path):
        with database.read() as connection:
            if is_current(connection):
                return
            migrations.check_older(connection)
        back_up(path)
        with database.write(durable=True) as connection:
            _migrate(connection)


def _remove(unfinished: Path) -> None:
    for leftover in unfinished.parent.glob(unfinished.name + "*"):
        leftover.unlink()


def _migrate(connection: Connection) -> None:
    migrations.run(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {migrations.count()}")


def _lock(path: Path) -> FileLock:
    return FileLock(path.with_name(path.name + ".lock"))
