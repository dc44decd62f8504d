"""Does what is scheduled for as long as a process runs, in a thread of its own."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import monotonic

from aniworld_core.errors import AniworldError, Cancelled, NotPossible
from aniworld_core.library import Library
from aniworld_core.running.reading import read_sites
from aniworld_core.services.leading import Check, Work

__all__ = ["Schedule"]

_LOOK = 60.0
"""Seconds, at most, between two looks at what is due: another process may have left it undone."""

_FIRST = 60.0
"""Seconds, at most, until the first look: a start is busy enough, and may be one of many."""

_AGAIN = 3600.0
"""Seconds, at most, until what failed is tried again by the same process."""

_HOUR = 3600.0

_log = logging.getLogger(__name__)


class Schedule:
    """Lets the sites be read and the disk be scanned as often as ``[schedule]`` says.

    All processes on a store share the work: one does it at a time, and none before it is due. ``library``
    returns the library to work with, asked each time; ``refresh`` and ``scan`` stand in for the plain work.
    """

    def __init__(
        self,
        library: Callable[[], Library],
        *,
        refresh: Work | None = None,
        scan: Work | None = None,
        first: float = _FIRST,
    ) -> None:
        self._library = library
        self._refresh = refresh or self._read
        self._scan = scan or self._scan_disk
        self._first = first
        self._switching = threading.Lock()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._failed: dict[str, float] = {}

    def start(self) -> None:
        """Begin to look, a minute later at most; when it does already, nothing changes."""
        with self._switching:
            if self._thread is None or self._over.is_set():
                over, before = threading.Event(), self._thread
                thread = threading.Thread(target=self._run, args=(over, before), name="schedule")
                thread.start()
                self._over, self._thread = over, thread

    def stop(self) -> None:
        """Begin nothing more, and let what is done end soon; returns at once."""
        self._over.set()

    def close(self) -> None:
        """Stop, and return when nothing is done any more."""
        self.stop()
        if self._thread is not None:
            self._thread.join()

    def _run(self, over: threading.Event, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()
        wait = min(self._wait(), self._first)
        while not over.wait(wait):
            for what, hours, work in self._due():
                self._do(what, hours * _HOUR, _unless(over, work))
            wait = min(self._wait(), _LOOK)

    def _wait(self) -> float:
        config = self._library().config.schedule
        return min(
            (one * _HOUR for one in (config.refresh_hours, config.scan_hours) if one), default=_LOOK
        )

    def _due(self) -> Iterator[tuple[str, float, Work]]:
        library = self._library()
        config = library.config.schedule
        if config.refresh_hours:
            yield "refresh", config.refresh_hours, self._refresh
        # What another process reads it may also write, and so knows the folder as it is.
        if config.scan_hours and _can_write(library):
            yield "scan", config.scan_hours, self._scan

    def _do(self, what: str, every: float, work: Work) -> None:
        if monotonic() - self._failed.get(what, -_AGAIN) < min(every, _AGAIN):
            return
        try:
            self._library().leading.once(what, timedelta(seconds=every), work)
        except (Cancelled, NotPossible) as error:
            _log.info("the scheduled %s was not done: %s", what, error.message)
        except AniworldError as error:
            _log.warning("the scheduled %s was not done: %s", what, error.message)
        except Exception:  # noqa: BLE001 - whatever it is, the next time may go well
            _log.exception("the scheduled %s failed", what)
        else:
            self._failed.pop(what, None)
            return
        self._failed[what] = monotonic()

    def _read(self, check: Check) -> None:
        refreshed = read_sites(self._library(), report=lambda _, __: check())
        read = sum(one.error is None for one in refreshed)
        _log.info("the sites were read: %d of %d series that were due", read, len(refreshed))

    def _scan_disk(self, check: Check) -> None:
        self._library().scanner.scan(report=lambda _, __: check())
        _log.info("the library folder was scanned")


def _unless(over: threading.Event, work: Work) -> Work:
    def run(check: Check) -> object:
        def both() -> None:
            if over.is_set():
                raise Cancelled("The program ended.")
            check()

        return work(both)

    return run


def _can_write(library: Library) -> bool:
    root = library.config.library
    return root is not None and os.access(root, os.W_OK)
