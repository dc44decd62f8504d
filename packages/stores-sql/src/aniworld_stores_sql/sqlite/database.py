"""One writing connection behind a lock, and reading ones beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Lock

from sqlalchemy import Connection, Engine

from aniworld_core.errors import StoreError
from aniworld_stores_sql.database import Part

__all__ = ["FileDatabase"]

_ONE_CLOCK = timedelta(0)


class FileDatabase:
    """Fulfils :class:`aniworld_stores_sql.database.Database` on a SQLite file.

    Writers queue here, in fair order, because the database's own wait for a lock lets some starve: each
    has the whole store to itself. What ``durable`` and ``writes`` (execution options) ask of a connection
    is the engine's business.
    """

    skips_locked = False

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._writer: Connection | None = None
        self._closed = False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a reading transaction."""
        self._check_open()
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *_: Part, durable: bool = False) -> Iterator[Connection]:
        """Open the writing transaction."""
        with self._lock:
            self._check_open()
            if self._writer is None:
                self._writer = self._engine.connect()
            connection = self._writer.execution_options(writes=True, durable=durable)
            with connection.begin():
                yield connection

    def ahead(self) -> timedelta:
        """Return no time: all who use a file are on one machine."""
        return _ONE_CLOCK

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            if self._writer is not None:
                self._writer.close()
            self._writer = None
            self._closed = True
            self._engine.dispose()

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError("The store is closed.", hint="Open the library again.")
