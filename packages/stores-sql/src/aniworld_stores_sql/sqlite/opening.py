"""Opening the store's file: made, checked and brought up to date as need be."""

from pathlib import Path

from sqlalchemy import make_url

from aniworld_core.errors import InvalidConfig, StoreError, StoreFull
from aniworld_stores_sql.sqlite.ballast import Ballast
from aniworld_stores_sql.sqlite.check import check_owner, check_pages, was_left_open
from aniworld_stores_sql.sqlite.database import FileDatabase
from aniworld_stores_sql.sqlite.engine import make_engine
from aniworld_stores_sql.sqlite.mounts import warn_of_network
from aniworld_stores_sql.store import SqlStore
from aniworld_stores_sql.unfinished import refuse_unfinished
from aniworld_stores_sql.versions import is_current

__all__ = ["open_database", "open_store", "path_of"]


def open_store(url: str) -> SqlStore:
    """Open a SQLite file as a store.

    Raises CorruptStore or NewerSchema, and leaves the file as it is, rather than harm anything; StoreFull
    when the disk has no room even without the ballast, StoreError for an unfinished copy.
    """
    database = open_database(url)
    try:
        with database.read() as connection:
            refuse_unfinished(connection, str(path_of(url)))
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


def open_database(url: str) -> FileDatabase:
    """Do the same for a file that may be an unfinished copy."""
    path = path_of(url)
    ballast = Ballast(path)
    try:
        return _open(path, ballast)
    except StoreFull:
        if not ballast.throw_off():
            raise
        return _open(path, ballast)


def _open(path: Path, ballast: Ballast) -> FileDatabase:
    _make_directory(path.parent)
    warn_of_network(path.parent)
    if not path.exists():
        # Only here and below, because the migrations load slowly.
        from aniworld_stores_sql.sqlite.upgrade import create

        create(path)
    left_open = was_left_open(path)
    check_owner(path, left_open=left_open)
    database = FileDatabase(make_engine(path, ballast))
    try:
        check_pages(database, path, left_open=left_open)
        with database.read() as connection:
            current = is_current(connection)
        if not current:
            from aniworld_stores_sql.sqlite.upgrade import upgrade

            upgrade(database, path)
    except BaseException:
        database.close()
        raise
    return database


def path_of(url: str) -> Path:
    """Return the file that a URL names; raises InvalidConfig when it names none."""
    name = make_url(url).database
    if not name or name == ":memory:":
        raise InvalidConfig(
            f"The store {url} names no file.", hint="Write it like sqlite:////home/me/library.db"
        )
    return Path(name)


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The store's folder {directory} cannot be made: {error.strerror}.",
            hint="Choose another data folder.",
        ) from error
