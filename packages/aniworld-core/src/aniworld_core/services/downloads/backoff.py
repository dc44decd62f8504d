"""How long to wait before the next try."""

import random
from datetime import timedelta

__all__ = ["delay"]

_LONGEST = timedelta(hours=6)


def delay(attempts: int, first: timedelta) -> timedelta:
    """Return the wait after so many failed tries: doubling from ``first``, up to 6 hours, with jitter.

    The jitter of a quarter either way keeps items that failed together from coming back together.
    """
    doubled = min(first * 2 ** min(max(attempts - 1, 0), 30), _LONGEST)
    return doubled * random.uniform(0.75, 1.25)  # noqa: S311 - spreads load, guards nothing
