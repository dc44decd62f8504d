"""How long an item surely stays with its worker, told without asking the store."""

import time
from datetime import timedelta

__all__ = ["LEASE", "Term", "passed"]

LEASE = timedelta(minutes=2)
"""How long an item stays with a worker that gives no sign of life."""

_SURE = 0.75
"""The part of a lease after which its worker lets go: clocks run apart, and to stop takes a moment."""


class Term:
    """Ends before the lease does unless it is renewed: then another worker may have the item.

    A worker that cannot reach the store has to find that out by itself. Time that the machine slept counts.
    """

    def __init__(self) -> None:
        self._until = 0.0
        self.renew(passed())

    def renew(self, asked: float) -> None:
        """Note that the lease was extended; ``asked`` is what :func:`passed` told before that was asked."""
        self._until = asked + LEASE.total_seconds() * _SURE

    @property
    def over(self) -> bool:
        """Whether the item may be another's by now."""
        return passed() >= self._until


def passed() -> float:
    """Return seconds of a clock that nobody sets; it goes on while the machine sleeps, if there is such."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)
