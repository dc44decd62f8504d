"""How fast a job reads: no faster than it may, no slower than is any use, no more than an episode has."""

import threading
import time
from collections.abc import Callable

from aniworld_core.errors import Unavailable, WrongFile

__all__ = ["Flow", "too_large"]

_BURST = 0.25
"""Seconds of its rate that a job may take at once after a pause."""

_NAP = 0.05
_LEAST = 16 * 1024
"""Bytes that are worth asking for, where the rate allows as many."""


class Flow:
    """What all connections of one job read together; every method may be called from any thread.

    ``rate`` is asked again and again, so that a new limit is felt at once.
    """

    def __init__(
        self, rate: Callable[[], int | None], *, min_speed: int, patience: float, max_size: int
    ) -> None:
        self.piece_limit = max_size
        """Bytes that one answer may have."""
        self.pieces = False
        """Whether each answer is one of many pieces, which has to be whole by itself."""
        self._rate = rate
        self._min_speed = min_speed
        self._patience = patience
        self._max_size = max_size
        self._lock = threading.Lock()
        self._received = 0
        self._left = 0.0
        self._filled = time.monotonic()
        self._begin_window()

    def ask(self, wanted: int) -> int:
        """Wait until something may be read, and return how many of the wanted bytes."""
        while True:
            rate = self._rate()
            if rate is None:
                return wanted
            with self._lock:
                granted = self._grant(wanted, max(1, rate))
                if granted:
                    return granted
                # Who may not read faster cannot tell whether the hoster is slow.
                self._begin_window()
            time.sleep(_NAP)

    def got(self, granted: int, size: int) -> None:
        """Count what was read; raises Unavailable when that is too slow, WrongFile when it is too much."""
        with self._lock:
            self._left += granted - size
            self._received += size
            if self._received > self._max_size:
                raise too_large(self._max_size)
            self._in_window += size
            seconds = time.monotonic() - self._window
            if seconds < self._patience:
                return
            speed = self._in_window / seconds
            self._begin_window()
        if speed < min(self._min_speed, self._rate() or self._min_speed):
            raise Unavailable(
                f"The hoster is too slow: {speed:.0f} bytes a second over {seconds:.0f} seconds.",
                hint="It is tried again later; another hoster may be faster.",
            )

    def limit(self, size: int) -> None:
        """Let the job read at most so many bytes from now on."""
        with self._lock:
            self._max_size, self._received = size, 0

    def _grant(self, wanted: int, rate: int) -> int:
        now = time.monotonic()
        self._left = min(max(rate * _BURST, 1.0), self._left + rate * (now - self._filled))
        self._filled = now
        granted = min(wanted, int(self._left))
        if granted < min(wanted, _LEAST, max(1, int(rate * _NAP))):
            return 0
        self._left -= granted
        return granted

    def _begin_window(self) -> None:
        self._window = time.monotonic()
        self._in_window = 0


def too_large(limit: int) -> WrongFile:
    """Return the outcome of a file, or a piece of one, that is larger than any could be."""
    return WrongFile(
        f"More than {limit / 1e9:.3g} GB are sent, more than a video of this length has.",
        hint="Take another hoster.",
    )
