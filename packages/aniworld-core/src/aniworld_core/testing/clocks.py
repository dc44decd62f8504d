"""A clock for tests: it stands still until one of them moves it."""

from datetime import UTC, datetime

from attrs import define

__all__ = ["START", "ManualClock"]

START = datetime(2030, 5, 1, 12, tzinfo=UTC)
"""When tests begin that need no time of their own."""


@define
class ManualClock:
    """Tells the time that ``now`` says, until a test sets another one; aware and in UTC."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now
