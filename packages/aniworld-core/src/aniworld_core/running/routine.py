"""Begins something again and again while the application runs."""

import logging
import threading
from collections.abc import Callable

from aniworld_core.errors import AniworldError

__all__ = ["Routine"]

_FIRST = 600.0
"""Seconds, at most, until the first time: a start is busy enough, and may be one of many."""

_log = logging.getLogger(__name__)


class Routine:
    """Calls ``begin`` every so many seconds in a thread of its own; 0 means never."""

    def __init__(self, begin: Callable[[], object], *, every: float) -> None:
        self._begin = begin
        self._every = every
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to wait for the first time, ten minutes at most."""
        if self._every and self._thread is None:
            self._over.clear()
            self._thread = threading.Thread(target=self._run, name="routine")
            self._thread.start()

    def close(self) -> None:
        """Call no more, and return when a call that runs has ended."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        wait = min(self._every, _FIRST)
        while not self._over.wait(wait):
            wait = self._every
            try:
                self._begin()
            except AniworldError as error:
                _log.info("not now: %s", error.message)
            except Exception:  # noqa: BLE001 - whatever it is, the next time may go well
                _log.exception("what is done now and then failed")
