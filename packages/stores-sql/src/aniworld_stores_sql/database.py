"""What the parts of the store ask of a database: transactions that read, and ones that write."""

from contextlib import AbstractContextManager
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Connection

__all__ = ["Database", "Part"]


class Part(StrEnum):
    """What a writing transaction may ask to have to itself, so that what it read stays true."""

    ACCESS = "access"
    CONDITIONS = "conditions"
    DECISIONS = "decisions"
    LEASES = "leases"
    LIBRARY = "library"
    PACES = "paces"
    QUEUE = "queue"
    RELEASES = "releases"
    SCHEMA = "schema"
    TITLES = "titles"


class Database(Protocol):
    """Hands out transactions; used from any thread."""

    @property
    def skips_locked(self) -> bool:
        """Whether several write at once, so that a row is locked before it is taken."""
        ...

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one state of the store and changes nothing."""
        ...

    def write(self, *alone: Part, durable: bool = False) -> AbstractContextManager[Connection]:
        """Open a writing transaction; ``durable`` means that the disk has it once this is left.

        Nobody else writes to the parts in ``alone`` meanwhile. Without any, others write beside it: then
        each statement must say itself what it relies on.
        """
        ...

    def ahead(self) -> timedelta:
        """Return how far the clock that leases go by is ahead of this machine's."""
        ...

    def close(self) -> None:
        """Close every connection; closing twice is fine."""
        ...
