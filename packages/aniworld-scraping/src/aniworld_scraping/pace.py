"""The pace at which one host is asked: so often, so many at once, and not while it wants rest."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import BoundedSemaphore, Lock

from pyrate_limiter import Limiter, Rate, SingleBucketFactory, StateBucket

from aniworld_core.errors import RateLimited
from aniworld_scraping.budget import Budget

__all__ = ["Pace"]

_BURST = 4
"""What one click of a person needs is asked for at once; only then the rate begins to count."""


class Pace:
    """Lets requests to a host pass; every thread that asks the host shares it.

    ``patience`` is how long a request may be held back while the host wants rest or the budget is
    used up.
    """

    def __init__(
        self, host: str, *, per_second: float, at_once: int, patience: timedelta, budget: Budget
    ) -> None:
        self._host = host
        self._budget = budget
        self._patience = patience
        self._slots = BoundedSemaphore(at_once)
        rate = Rate(1, max(1, round(1000 / per_second)), burst=_BURST)
        # This bucket keeps two numbers only, so the limiter's own cleaning thread is not wanted.
        self._limiter = Limiter(
            SingleBucketFactory(StateBucket([rate]), schedule_leak=False), buffer_ms=1
        )
        self._lock = Lock()
        self._rested_at = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises RateLimited when the host wants rest, or the budget for it is used up, for longer
        than ``patience``. Only a turn that is given costs something of the budget.
        """
        used_up = f"The {self._budget.per_hour} requests an hour to {self._host} are used up"
        with self._slots:
            self._wait_out(self._rest_left, f"{self._host} asked to wait")
            self._wait_out(self._budget.spend, used_up)
            self._limiter.try_acquire()
            yield

    def rest(self, wait: timedelta) -> None:
        """Ask nothing of the host until ``wait`` is over."""
        with self._lock:
            self._rested_at = max(self._rested_at, time.monotonic() + wait.total_seconds())

    def _wait_out(self, left: Callable[[], timedelta], reason: str) -> None:
        while (wait := left()) > timedelta(0):
            if wait > self._patience:
                raise RateLimited(
                    f"{reason}; it may be asked again in {wait.total_seconds():.0f} s.",
                    hint="Try again later.",
                    retry_after=wait,
                )
            time.sleep(wait.total_seconds())

    def _rest_left(self) -> timedelta:
        with self._lock:
            return timedelta(seconds=max(0.0, self._rested_at - time.monotonic()))
