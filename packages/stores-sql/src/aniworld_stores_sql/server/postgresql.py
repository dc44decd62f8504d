"""PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from attrs import frozen
from sqlalchemy import URL, Connection, Engine, create_engine, event

from aniworld_core.errors import InvalidConfig, StoreError
from aniworld_stores_sql.server.failures import Trouble, tell
from aniworld_stores_sql.server.kind import ENGINE, PATIENCE

__all__ = ["PostgreSQL"]

_LIBPQ = {
    "application_name": "aniworld",
    "connect_timeout": "10",
    # A host that is gone without a word is noticed within a minute.
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    # The same while it owes us an answer: without this, the system tries for a quarter of an hour.
    "tcp_user_timeout": "60000",
}
"""Parameters of libpq unless the URL says otherwise."""

# Only the first schema of the path is ours: what others keep in later ones is not taken for a table of
# the store. The last two end what a process that stands still would hold up.
_SET_UP = """SELECT
    set_config('search_path', quote_ident(current_schema()), false),
    set_config('lock_timeout', '{patience}s', false),
    set_config('idle_in_transaction_session_timeout', '300s', false)
WHERE current_schema() IS NOT NULL"""

# One number for each lock of each schema; locks are a database's own.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/aniworld/' || %s, 0))"

_TROUBLES = {
    "25006": Trouble.READ_ONLY,
    "28000": Trouble.DENIED,
    "28P01": Trouble.DENIED,
    "3D000": Trouble.NO_DATABASE,
    "40001": Trouble.GAVE_UP,
    "40P01": Trouble.GAVE_UP,
    "42501": Trouble.NO_RIGHT,
    "53100": Trouble.FULL,
    "53300": Trouble.CROWDED,
    "55P03": Trouble.LOCKED,
    "57P01": Trouble.LOST,
    "57P02": Trouble.LOST,
    "57P03": Trouble.STOPPING,
}
"""By SQLSTATE (PostgreSQL, appendix A)."""


@frozen
class PostgreSQL:
    """Fulfils :class:`aniworld_stores_sql.server.kind.Kind` by psycopg; waits so many seconds for a lock."""

    patience: int = PATIENCE

    now: ClassVar = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
    tables: ClassVar = (
        "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
    )

    def engine(self, url: URL) -> Engine:
        """Return an engine."""
        engine = create_engine(url.set(query=_LIBPQ | dict(url.query)), **ENGINE)
        event.listen(engine, "connect", self._set_up)
        return engine

    def socket(self, connection: Any) -> int:
        """Return the file descriptor; a connection that is closed raises the driver's error."""
        return int(connection.fileno())

    def check(self, connection: Connection, place: str) -> None:
        """Raise InvalidConfig for a missing schema, or an encoding that has not every letter."""
        query = "SELECT current_schema(), current_setting('server_encoding')"
        schema, encoding = connection.exec_driver_sql(query).one()
        if schema is None:
            raise InvalidConfig(
                f"The store {place} names a schema that is not there.",
                hint="Make it, or mend search_path in the setting store.",
            )
        if encoding != "UTF8":
            raise InvalidConfig(
                f"The database of the store {place} has the encoding {encoding}.",
                hint="Make one for the store: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0",
            )

    @contextmanager
    def transaction(self, connection: Connection, names: Sequence[str]) -> Iterator[None]:
        """Open a transaction; its locks are let go of when it ends, however that is."""
        with connection.begin():
            for name in names:
                connection.exec_driver_sql(_LOCK, (name,))
            yield

    def explain(self, error: Exception, place: str) -> StoreError:
        """Tell by the SQLSTATE; without one the server was not reached, or went away."""
        state = getattr(error, "sqlstate", None)
        trouble = _TROUBLES.get(state or "")
        text = str(error)
        if trouble is None and "NUL (0x00)" in text:
            return StoreError(
                f"The store {place} cannot keep a text with a NUL character.",
                hint="PostgreSQL has no such character. Mend the text; nothing was written.",
            )
        if trouble is None and state is None and type(error).__name__ == "OperationalError":
            trouble = _unreached(text)
        return tell(trouble, place, error)

    def _set_up(self, connection: Any, _: object) -> None:
        connection.execute(_SET_UP.format(patience=self.patience))
        connection.commit()


def _unreached(text: str) -> Trouble:
    """Return why there is no connection: the server's reason comes as a text only."""
    for word, trouble in (
        ("password authentication failed", Trouble.DENIED),
        ("no password supplied", Trouble.DENIED),
        ("no pg_hba.conf entry", Trouble.DENIED),
        ('role "', Trouble.DENIED),
        ('database "', Trouble.NO_DATABASE),
        ("too many clients", Trouble.CROWDED),
        ("remaining connection slots", Trouble.CROWDED),
        ("the database system is", Trouble.STOPPING),
        ("connection failed", Trouble.UNREACHABLE),
        ("connection timeout", Trouble.UNREACHABLE),
        ("resolve host", Trouble.UNREACHABLE),
    ):
        if word in text:
            return trouble
    return Trouble.LOST
