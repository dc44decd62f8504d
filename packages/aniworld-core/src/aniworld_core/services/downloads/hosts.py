"""At most one download at a time from each host."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["Hosts"]

_LOOK_UP = 0.2
"""Seconds between two looks whether the job was stopped while it waits for its turn."""


class Hosts:
    """One turn per host."""

    def __init__(self) -> None:
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, host: str, check: Callable[[], None]) -> Iterator[None]:
        """Wait for the host's turn; ``check`` may raise to give up waiting."""
        with self._guard:
            lock = self._locks[host]
        while not lock.acquire(timeout=_LOOK_UP):
            check()
        try:
            yield
        finally:
            lock.release()
