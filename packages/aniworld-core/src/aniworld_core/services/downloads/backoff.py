"""How long to wait before the next try."""

import random
from datetime import timedelta

__all__ = ["delay"]

_LONGEST = timedelta(hours=6)


def delay(attempts: int, first: timedelta) -> timedelta:
    """Return the wait after so many failed tries: doubling from ``first``, at most 6 hours.

    A jitter of a quarter either way keeps items that failed together from coming back together.
    """
    doublings = min(max(attempts - 1, 0), 30)
    doubled = min(first * (1 << doublings), _LONGEST)
    return doubled * random.uniform(0.75, 1.25)  # noqa: S311 - spreads load, guards nothing
