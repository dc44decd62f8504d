"""How far the server's clock is ahead of this machine's."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from aniworld_core.clock import Clock

__all__ = ["Comparison"]

_LITTLE = timedelta(seconds=1)
"""Clocks that differ by less are taken for one; measuring is hardly finer than a slow network."""

_OFTEN_ENOUGH = timedelta(minutes=1)
_NONE = timedelta(0)


class Comparison:
    """Compares this machine's clock with the one that ``ask`` tells, once a minute and after each jump."""

    def __init__(self, clock: Clock, ask: Callable[[], datetime]) -> None:
        self._clock = clock
        self._ask = ask
        self._lock = Lock()
        self._ahead = _NONE
        self._compared: tuple[timedelta, datetime] | None = None

    def ahead(self) -> timedelta:
        """Return how far the other clock is ahead; nothing where the two differ by less than a second."""
        with self._lock:
            if self._is_due():
                self._ahead = self._measured()
                self._compared = (_passed(), self._clock())
            return self._ahead

    def _is_due(self) -> bool:
        if self._compared is None:
            return True
        passed, at = self._compared
        since = _passed() - passed
        # A clock that was set, or a machine that slept, would have its times moved by what was true before.
        jumped = abs((self._clock() - at) - since) >= _LITTLE
        return jumped or since >= _OFTEN_ENOUGH

    def _measured(self) -> timedelta:
        self._ask()  # the first question may have to connect
        before = self._clock()
        there = self._ask()
        after = self._clock()
        difference = there - (before + (after - before) / 2)
        return difference if abs(difference) >= _LITTLE + (after - before) else _NONE


def _passed() -> timedelta:
    return timedelta(seconds=time.monotonic())
