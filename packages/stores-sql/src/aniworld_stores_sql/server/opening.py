"""Opening a store on a server: which URLs, and a schema that is up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from aniworld_core.errors import InvalidConfig
from aniworld_stores_sql.server.database import ServerDatabase
from aniworld_stores_sql.server.kind import Kind, place_of
from aniworld_stores_sql.server.versions import is_current
from aniworld_stores_sql.store import SqlStore
from aniworld_stores_sql.unfinished import refuse_unfinished

__all__ = ["connected", "open_database", "open_store"]

_DRIVERS = {
    "postgresql+psycopg": ("psycopg", "postgresql"),
    "mariadb+pymysql": ("pymysql", "mariadb"),
    "mysql+pymysql": ("pymysql", "mariadb"),
}
"""Module and extra of each driver."""

_EXAMPLES = {
    "postgresql": "postgresql+psycopg://USER:PASSWORD@HOST/DATABASE",
    "mariadb": "mariadb+pymysql://USER:PASSWORD@HOST/DATABASE",
}


def open_store(url: str) -> SqlStore:
    """Open a store on a server; its tables are made in an empty database.

    Raises InvalidConfig for what the setting store has wrong, CorruptStore or NewerSchema for a database
    that is left as it is, and StoreError for a server that fails or an unfinished copy.
    """
    database = open_database(url)
    try:
        with database.read() as connection:
            refuse_unfinished(connection, database.place)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


def open_database(url: str) -> ServerDatabase:
    """Do the same for a database that may be an unfinished copy."""
    database = connected(url)
    try:
        with database.read() as connection:
            current = is_current(connection, database.kind)
        if not current:
            # Only here, because the migrations load slowly.
            from aniworld_stores_sql.server.upgrade import upgrade

            upgrade(database)
    except BaseException:
        database.close()
        raise
    return database


def connected(url: str) -> ServerDatabase:
    """Return the database of a URL, which can hold a store; nothing is made or changed in it."""
    kind = _kind_of(url.partition(":")[0])
    address = _address_of(url)
    with _parameters_told(address):
        database = ServerDatabase(kind, kind.engine(address))
        try:
            with database.read() as connection:
                kind.check(connection, database.place)
        except BaseException:
            database.close()
            raise
    return database


@contextmanager
def _parameters_told(address: URL) -> Iterator[None]:
    """Say that a parameter is wrong where not the server does so, but the driver in Python's words."""
    try:
        yield
    except (OSError, TypeError, ValueError) as error:
        raise InvalidConfig(
            f"The URL of the store {place_of(address)} has a wrong parameter: {error}.",
            hint="Mend what stands behind the question mark in the setting store.",
        ) from error


def _kind_of(scheme: str) -> Kind:
    """Return the kind of server; an error tells its problem for a check of the settings, too."""
    example = _example(scheme)
    if scheme not in _DRIVERS:
        raise InvalidConfig(
            f"The store names the driver {scheme}, which is not used.",
            hint=f"Write it like {example}",
            problems=(("store", f"{scheme} is not used; write it like {example}"),),
        )
    module, extra = _DRIVERS[scheme]
    install = f"pip install 'aniworld-stores-sql[{extra}]'"
    if find_spec(module) is None:
        raise InvalidConfig(
            f"A store of this kind needs {module}, which is not installed.",
            hint=f"Install it: {install}",
            problems=(("store", f"{scheme} needs {module}: {install}"),),
        )
    if extra == "postgresql":
        from aniworld_stores_sql.server.postgresql import PostgreSQL

        return PostgreSQL()
    from aniworld_stores_sql.server.mariadb import MariaDB

    return MariaDB()


def _address_of(url: str) -> URL:
    """Return the parts of a URL; no message quotes it, since it may hold a password."""
    hint = f"Write it like {_example(url)}"
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise InvalidConfig(
            "The URL of the store cannot be read.",
            hint=f"{hint}; signs of the password that are no letters or digits as %XX.",
        ) from None
    if not address.database:
        raise InvalidConfig("The URL of the store names no database.", hint=hint)
    return address


def _example(scheme: str) -> str:
    return _EXAMPLES["postgresql" if scheme.startswith("postgres") else "mariadb"]
