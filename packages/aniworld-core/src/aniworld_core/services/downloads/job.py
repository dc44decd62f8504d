"""A running queue item: its lease, its progress, and the one place where it can be stopped."""

import threading
import time
from collections.abc import Callable

from aniworld_core.entities import QueueItem
from aniworld_core.errors import Cancelled
from aniworld_core.events import DownloadProgress, Emit

__all__ = ["Job"]

_INTERVAL = 0.25
"""Seconds between two progress events of one download."""

_SMOOTHING = 0.3
"""Weight of the newest speed against those before, so that the figure can be read."""


class Job:
    """One item in the hands of one worker; :meth:`report` is what a downloader calls."""

    def __init__(
        self,
        item: QueueItem,
        stopping: threading.Event,
        emit: Emit,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self.item = item
        self.received = 0
        self.total: int | None = None
        self._lost = threading.Event()
        self._stopping = stopping
        self._emit = emit
        self._ticks = ticks
        self._told_at = ticks()
        self._told_bytes = 0
        self._speed: float | None = None

    @property
    def lost(self) -> bool:
        """Whether the item was taken away from this worker."""
        return self._lost.is_set()

    def lose(self) -> None:
        """Note that the item is no longer this worker's: it was removed, or its lease ran out."""
        self._lost.set()

    def check(self) -> None:
        """Raise Cancelled when the job is to stop."""
        if self.lost:
            raise Cancelled("The item was taken off the queue.")
        if self._stopping.is_set():
            raise Cancelled("The queue was stopped.")

    def begin(self) -> None:
        """Start counting for a new source."""
        self.received, self.total = 0, None
        self._told_at, self._told_bytes, self._speed = self._ticks(), 0, None

    def report(self, received: int, total: int | None) -> None:
        """Note the bytes so far, tell them at most four times a second, and stop when asked to."""
        self.check()
        self.received, self.total = received, total
        seconds = self._ticks() - self._told_at
        complete = total is not None and received >= total
        if seconds < _INTERVAL and not (complete and received > self._told_bytes):
            return
        self._measure(received - self._told_bytes, max(seconds, 1e-3))
        self._told_at, self._told_bytes = self._ticks(), received
        self._emit(
            DownloadProgress(
                id=self.item.id,
                key=self.item.key,
                episode=self.item.episode,
                received=received,
                total=total,
                speed=self._speed,
                eta=self._eta(),
            )
        )

    def _measure(self, new_bytes: int, seconds: float) -> None:
        speed = max(new_bytes, 0) / seconds
        before = speed if self._speed is None else self._speed
        self._speed = before + _SMOOTHING * (speed - before)

    def _eta(self) -> float | None:
        if self.total is None or not self._speed:
            return None
        return max(self.total - self.received, 0) / self._speed
