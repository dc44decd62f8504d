"""The pace at which one host is asked: so often, so many at once, and not while it wants rest."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import BoundedSemaphore, Lock

from aniworld_core.entities import Allowance
from aniworld_core.errors import RateLimited
from aniworld_core.ports import Spend

__all__ = ["Pace", "allowance"]

_BURST = 4
"""What one click of a person needs is asked for at once; only then the rate begins to count."""


class Pace:
    """Lets requests to a host pass; every thread that asks the host shares it.

    ``spend`` counts them, by the name ``site`` and the host: with whomever it may be shared.
    ``patience`` is how long a request may be held back while the host wants rest or the budget is
    used up; its turn at the rate it always waits for.
    """

    def __init__(
        self, host: str, *, allowance: Allowance, at_once: int, patience: timedelta, spend: Spend
    ) -> None:
        self._host = host
        self._allowance = allowance
        self._patience = patience
        self._spend = spend
        self._slots = BoundedSemaphore(at_once)
        self._lock = Lock()
        self._rested_at = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises RateLimited when the host wants rest, or the budget for it is used up, for longer
        than ``patience``. Only a turn that is given costs something of the budget.
        """
        used_up = f"The {self._allowance.per_hour} requests an hour to {self._host} are used up"
        with self._slots:
            self._wait_out(self._rest_left, self._patience, f"{self._host} asked to wait")
            # The rate never makes anybody wait for longer than from one request to the next.
            self._wait_out(self._ask, max(self._patience, self._allowance.every), used_up)
            yield

    def rest(self, wait: timedelta) -> None:
        """Ask nothing of the host until ``wait`` is over."""
        with self._lock:
            self._rested_at = max(self._rested_at, time.monotonic() + wait.total_seconds())

    def _wait_out(self, left: Callable[[], timedelta], patience: timedelta, reason: str) -> None:
        while (wait := left()) > timedelta(0):
            if wait > patience:
                raise RateLimited(
                    f"{reason}; it may be asked again in {wait.total_seconds():.0f} s.",
                    hint="Try again later.",
                    retry_after=wait,
                )
            time.sleep(wait.total_seconds())

    def _ask(self) -> timedelta:
        return self._spend(f"site {self._host}", self._allowance)

    def _rest_left(self) -> timedelta:
        with self._lock:
            return timedelta(seconds=max(0.0, self._rested_at - time.monotonic()))


def allowance(*, per_second: float, per_hour: int) -> Allowance:
    """Return how often a host may be asked: evenly, after the first few requests."""
    return Allowance(every=timedelta(seconds=1 / per_second), burst=_BURST, per_hour=per_hour)
