"""The SQL store: a SQLite file by default, PostgreSQL and MariaDB by URL."""

from typing import TYPE_CHECKING

from aniworld_core import hookimpl
from aniworld_stores_sql.schemes import is_file, is_server

if TYPE_CHECKING:
    from aniworld_cli.groups import LazyGroup
    from aniworld_core.ports import Store

__all__ = ["aniworld_commands", "aniworld_open_store"]


@hookimpl
def aniworld_open_store(url: str) -> "Store | None":
    """Open a SQLite file, made if need be, or a database on a server, with tables made if it is empty.

    ``sqlite:///relative/path`` or ``sqlite:////absolute/path``; ``postgresql+psycopg://user@host/database``;
    ``mariadb+pymysql://user@host/database``.
    """
    if is_file(url):
        from aniworld_stores_sql.sqlite import open_store as open_file

        return open_file(url)
    if is_server(url):
        from aniworld_stores_sql.server import open_store

        return open_store(url)
    return None


@hookimpl(optionalhook=True)
def aniworld_commands(cli: "LazyGroup") -> None:
    """Add ``aniw store``."""
    cli.add_lazy(
        "store", "aniworld_stores_sql.commands.store:store", "Move a store, and check one."
    )
