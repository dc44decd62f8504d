"""What is kept of those who may sign in."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

__all__ = ["ApiKey", "Scope"]


class Scope(StrEnum):
    """What somebody may do; to write includes to read."""

    READ = "read"
    WRITE = "write"


@frozen(kw_only=True)
class ApiKey:
    """A program's way in, by its public id; only a ``hash`` of the secret is kept.

    It counts until ``expires`` (None = until it is removed).
    """

    id: str
    name: str
    hash: str = field(repr=False)
    scope: Scope
    created: datetime
    expires: datetime | None = None
    last_used: datetime | None = None
