"""A pool of connections to a server, on which several read and write at once."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import TimeoutError as PoolTimeout

from aniworld_core.clock import Clock, utc_now
from aniworld_core.errors import StoreError
from aniworld_stores_sql.columns import moment
from aniworld_stores_sql.database import Part
from aniworld_stores_sql.server.clocks import Comparison
from aniworld_stores_sql.server.failures import Trouble, tell
from aniworld_stores_sql.server.kind import READING, Kind, place_of
from aniworld_stores_sql.server.pulse import keep_alive

__all__ = ["ServerDatabase"]


class ServerDatabase:
    """Fulfils :class:`aniworld_stores_sql.database.Database` on a server.

    Whoever wants a part to himself takes a lock of the server, which other hosts respect too, and which
    ends with the connection of a process that was killed.
    """

    skips_locked = True

    def __init__(self, kind: Kind, engine: Engine, *, clock: Clock = utc_now) -> None:
        self.kind = kind
        self.place = place_of(engine.url)
        self._engine = engine
        self._clocks = Comparison(clock, self._now)
        # The threads of a process wait here, as long as it takes and without a connection of the pool.
        self._turns = {part: Lock() for part in Part}
        self._closed = False
        event.listen(engine, "handle_error", self._translate)
        keep_alive(engine, kind.socket)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a reading transaction."""
        with self._connect() as connection:
            # Not by a listener: with one, SQLAlchemy looks for others at every step of every statement.
            connection.exec_driver_sql(READING)
            yield connection

    @contextmanager
    def write(self, *alone: Part, durable: bool = False) -> Iterator[Connection]:
        """Open a writing transaction; how safe the disk is, is for the server's settings to say."""
        del durable
        # Always in one order, so that two who want the same never wait for each other.
        parts = sorted(alone)
        with ExitStack() as turns:
            for part in parts:
                turns.enter_context(self._turns[part])
            writing = turns.enter_context(self._connect())
            turns.enter_context(self.kind.transaction(writing, parts))
            yield writing

    def ahead(self) -> timedelta:
        """Return how far the server's clock is ahead.

        Leases of several hosts can only be compared by one clock, and a caller's time is from his own.
        """
        return self._clocks.ahead()

    def close(self) -> None:
        """Close every connection."""
        self._closed = True
        self._engine.dispose()

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        if self._closed:
            raise StoreError("The store is closed.", hint="Open the library again.")
        try:
            connection = self._engine.connect()
        except PoolTimeout as error:
            raise tell(Trouble.CROWDED, self.place, error) from error
        with connection:
            yield connection

    def _now(self) -> datetime:
        with self.read() as connection:
            return moment(int(connection.exec_driver_sql(self.kind.now).scalar_one()))

    def _translate(self, context: ExceptionContext) -> None:
        error = context.original_exception
        # An interrupt is no fault of the store.
        if isinstance(error, Exception) and not _is_expected(context):
            raise self.kind.explain(error, self.place) from error


def _is_expected(context: ExceptionContext) -> bool:
    """Tell whether SQLAlchemy itself waits for the error, to look for a table."""
    execution = context.execution_context
    return execution is not None and bool(execution.execution_options.get("skip_user_error_events"))
