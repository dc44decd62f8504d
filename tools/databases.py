"""Databases of one's own on the servers of this machine, for tests and measurements: made empty, dropped."""

import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

__all__ = ["SERVERS", "answers", "connections", "cut", "own_database"]

SERVERS = {
    "postgresql": os.environ.get(
        "ANIWORLD_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/test"
    ),
    "mariadb": os.environ.get(
        "ANIWORLD_TEST_MARIADB", "mariadb+pymysql://root@127.0.0.1:3306/test"
    ),
}
"""URLs of the servers; the database that they name is only where one begins."""


@cache
def answers(kind: str) -> bool:
    """Tell whether a server takes connections, and its driver is there."""
    from sqlalchemy import make_url

    url = make_url(SERVERS[kind])
    if find_spec(url.get_driver_name()) is None:
        return False
    try:
        socket.create_connection((url.host, url.port), timeout=5).close()
    except OSError:
        return False
    return True


@contextmanager
def own_database(kind: str) -> Iterator[str]:
    """Yield the URL of an empty schema on PostgreSQL, or of an empty database on MariaDB."""
    from sqlalchemy import make_url

    name = f"aniw_{os.getpid()}_{secrets.token_hex(4)}"
    url = make_url(SERVERS[kind])
    if kind == "postgresql":
        what, after = "SCHEMA", " CASCADE"
        own = url.update_query_dict({"options": f"-csearch_path={name}", "application_name": name})
    else:
        what, after = "DATABASE", ""
        own = url.set(database=name)
    with _beside(own) as connection:
        connection.exec_driver_sql(f"CREATE {what} {name}")
    try:
        yield own.render_as_string(hide_password=False)
    finally:
        with _beside(own) as connection:
            connection.exec_driver_sql(f"DROP {what} {name}{after}")


def connections(url: str) -> list[int]:
    """Return the server's numbers of all connections to a database of :func:`own_database`."""
    from sqlalchemy import make_url

    own = make_url(url)
    with _beside(own) as connection:
        return _connections(connection, own)


def cut(url: str) -> int:
    """Cut all connections to a database of :func:`own_database`; returns how many, once they are gone."""
    from sqlalchemy import make_url

    own = make_url(url)
    kill = "SELECT pg_terminate_backend({})" if _is_postgresql(own) else "KILL {}"
    with _beside(own) as connection:
        ids = _connections(connection, own)
        for id in ids:
            connection.exec_driver_sql(kill.format(id))
        while set(ids) & set(_connections(connection, own)):
            time.sleep(0.01)
    return len(ids)


def _connections(connection: "Connection", own: "URL") -> list[int]:
    if _is_postgresql(own):
        query = "SELECT pid FROM pg_stat_activity WHERE application_name = %(name)s"
        name = str(own.query["application_name"])
    else:
        query = "SELECT id FROM information_schema.processlist WHERE db = %(name)s"
        name = str(own.database)
    return list(connection.exec_driver_sql(query, {"name": name}).scalars())


@contextmanager
def _beside(own: "URL") -> "Iterator[Connection]":
    """Open a connection to where the server was found, beside one's own database."""
    from sqlalchemy import create_engine

    url = SERVERS["postgresql" if _is_postgresql(own) else "mariadb"]
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _is_postgresql(url: "URL") -> bool:
    return url.get_backend_name() == "postgresql"
