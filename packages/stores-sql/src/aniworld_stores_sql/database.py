"""One writing connection behind a lock, and reading ones beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Connection, Engine

from aniworld_core.errors import StoreError

__all__ = ["Database"]


class Database:
    """Hands out transactions.

    Writers queue here, in fair order, because the database's own wait for a lock lets some starve. What
    ``durable`` and ``writes`` (execution options) ask of a connection is the engine's business.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._writer: Connection | None = None
        self._closed = False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the store and changes nothing."""
        self._check_open()
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Connection]:
        """Open the writing transaction; ``durable`` means that the disk has it once this is left."""
        with self._lock:
            self._check_open()
            if self._writer is None:
                self._writer = self._engine.connect()
            connection = self._writer.execution_options(writes=True, durable=durable)
            with connection.begin():
                yield connection

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
