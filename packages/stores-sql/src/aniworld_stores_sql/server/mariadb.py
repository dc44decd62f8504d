"""MariaDB."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from attrs import frozen
from sqlalchemy import URL, Connection, Engine, create_engine, event

from aniworld_core.errors import InvalidConfig, StoreError
from aniworld_stores_sql.server.failures import Trouble, tell
from aniworld_stores_sql.server.kind import ENGINE, PATIENCE, place_of

__all__ = ["MariaDB"]

_OLDEST = (10, 6)  # the first with SKIP LOCKED

_CONNECTING = {
    "charset": "utf8mb4",
    "connect_timeout": "10",
    # Longer than any wait for a lock; a host that is gone without a word is noticed at last.
    "read_timeout": "120",
    "write_timeout": "120",
}
"""Parameters of PyMySQL unless the URL says otherwise."""

_SET_UP = (
    # What does not fit is an error, not a warning that nobody reads.
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
    "SET SESSION innodb_lock_wait_timeout = {patience}, lock_wait_timeout = {patience}",
    # What a process that stands still would hold up is let go of.
    "SET SESSION idle_transaction_timeout = 300",
    # Paths are sorted by all of their bytes, of which systems allow 4,096; by itself it looks at 1,024.
    "SET SESSION max_sort_length = 8192",
    # Texts that stand in no column are compared like those that do.
    "SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin",
)

# Names of locks are the whole server's, and short.
_NAME = "CONCAT('aniworld-', MD5(CONCAT(DATABASE(), '/', %s)))"
_LOCK = f"SELECT GET_LOCK({_NAME}, %s)"
_UNLOCK = "SELECT RELEASE_ALL_LOCKS()"

_TROUBLES = {
    1020: Trouble.GAVE_UP,
    1021: Trouble.FULL,
    1040: Trouble.CROWDED,
    1044: Trouble.NO_RIGHT,
    1045: Trouble.DENIED,
    1049: Trouble.NO_DATABASE,
    1053: Trouble.STOPPING,
    1114: Trouble.FULL,
    1142: Trouble.NO_RIGHT,
    1205: Trouble.LOCKED,
    1213: Trouble.GAVE_UP,
    1290: Trouble.READ_ONLY,
    1698: Trouble.DENIED,
    1792: Trouble.READ_ONLY,
    1927: Trouble.LOST,
    2002: Trouble.UNREACHABLE,
    2003: Trouble.UNREACHABLE,
    2006: Trouble.LOST,
    2013: Trouble.LOST,
    4031: Trouble.LOST,
}
"""By the number of the error (MariaDB's list of error codes)."""


@frozen
class MariaDB:
    """Fulfils :class:`aniworld_stores_sql.server.kind.Kind` by PyMySQL; waits so many seconds for a lock."""

    patience: int = PATIENCE

    now: ClassVar = "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))"
    tables: ClassVar = (
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
    )

    def engine(self, url: URL) -> Engine:
        """Return an engine."""
        # Both names mean the same server, and the migrations are written for one.
        url = url.set(drivername="mysql+pymysql", query=_CONNECTING | dict(url.query))
        engine = create_engine(url, **ENGINE)
        event.listen(engine, "connect", self._set_up)
        return engine

    def socket(self, connection: Any) -> int:
        """Return the file descriptor; a connection that is closed raises the driver's error."""
        if not connection.open:
            raise OSError("the connection is closed")
        return int(connection._sock.fileno())  # noqa: SLF001 - there is no other way to it

    def check(self, connection: Connection, place: str) -> None:
        """Raise InvalidConfig for MySQL, and for a MariaDB that is too old."""
        version = str(connection.exec_driver_sql("SELECT VERSION()").scalar_one())
        found = connection.dialect.server_version_info or ()
        if "mariadb" not in version.lower() or found[:2] < _OLDEST:
            raise InvalidConfig(
                f"The server of the store {place} has the version {version}.",
                hint=f"Use MariaDB {'.'.join(map(str, _OLDEST))} or newer (not MySQL), or PostgreSQL.",
            )

    @contextmanager
    def transaction(self, connection: Connection, names: Sequence[str]) -> Iterator[None]:
        """Open a transaction between taking its locks, which belong to the connection, and giving them up."""
        try:
            for name in names:
                if connection.exec_driver_sql(_LOCK, (name, self.patience)).scalar() != 1:
                    raise tell(Trouble.LOCKED, place_of(connection.engine.url), TimeoutError())
            connection.rollback()  # to look at a lock began a transaction
            with connection.begin():
                yield
        finally:
            if names:
                _unlock(connection)

    def explain(self, error: Exception, place: str) -> StoreError:
        """Tell by the error's number."""
        number = error.args[0] if error.args else None
        return tell(_TROUBLES.get(number) if isinstance(number, int) else None, place, error)

    def _set_up(self, connection: Any, _: object) -> None:
        with connection.cursor() as cursor:
            for statement in _SET_UP:
                cursor.execute(statement.format(patience=self.patience))


def _unlock(connection: Connection) -> None:
    if connection.invalidated:  # the server gives up the locks of those who left
        return
    try:
        connection.rollback()
        connection.exec_driver_sql(_UNLOCK)
    except StoreError:
        connection.invalidate()
