"""What has to be known of a kind of database server."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine

from aniworld_core.errors import StoreError

__all__ = ["ENGINE", "PATIENCE", "READING", "Kind", "place_of"]

PATIENCE = 30
"""Seconds to wait for others who write, or for a connection of the pool."""

_OFTEN = 1_800
"""Seconds after which an idle connection is replaced, before a firewall forgets it."""

ENGINE: dict[str, Any] = {
    # Rows that go to the driver as they are stand in the order of their columns.
    "paramstyle": "format",
    "pool_size": 5,
    "max_overflow": 15,
    "pool_timeout": PATIENCE,
    "pool_recycle": _OFTEN,
    # Every transaction of ours ends itself; to make sure would ask the server once more.
    "pool_reset_on_return": None,
    # What fails is told in words of our own, without values: they may be secrets.
    "hide_parameters": True,
    # Each statement of a writer sees what was committed before it, and so what the owner of a lock wrote
    # before us. Readers ask for more: see READING.
    "isolation_level": "READ COMMITTED",
}
"""What every engine is made with."""

READING = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
"""Begins a transaction that sees one state of the store, whatever others write meanwhile."""


class Kind(Protocol):
    """A kind of server. ``place`` is the URL without user and password, for messages."""

    @property
    def now(self) -> str:
        """Return the query for the server's time, in microseconds since 1970."""
        ...

    @property
    def tables(self) -> str:
        """Return the query for the names of all tables beside ours."""
        ...

    def engine(self, url: URL) -> Engine:
        """Return an engine with pool and timeouts; nothing is opened yet."""
        ...

    def socket(self, connection: Any) -> int:
        """Return the file descriptor of a driver's connection; raises OSError or the driver's error."""
        ...

    def check(self, connection: Connection, place: str) -> None:
        """Raise StoreError or InvalidConfig unless the server and its database can hold a store."""
        ...

    def transaction(
        self, connection: Connection, names: Sequence[str]
    ) -> AbstractContextManager[None]:
        """Open a transaction that holds these locks, which are taken in this order."""
        ...

    def explain(self, error: Exception, place: str) -> StoreError:
        """Return what to raise instead of an error that came out of the driver."""
        ...


def place_of(url: URL) -> str:
    """Return where a store is, without user, password and parameters."""
    driver = url.drivername.replace("mysql+", "mariadb+")  # which MariaDB goes by, too
    shown = URL.create(driver, host=url.host, port=url.port, database=url.database)
    return shown.render_as_string()
