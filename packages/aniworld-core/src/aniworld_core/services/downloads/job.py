"""A running queue item: its lease, its progress, and the one place where it can be stopped."""

import threading
import time
from collections import deque
from collections.abc import Callable

from aniworld_core.entities import QueueItem
from aniworld_core.errors import AniworldError, Cancelled, NoSpace
from aniworld_core.events import DownloadProgress, Emit
from aniworld_core.services.downloads.term import Term

__all__ = ["Job"]

_INTERVAL = 0.25
"""Seconds between two progress events of one download."""

_WINDOW = 20
"""Reports that the speed is an average over, so that the figure can be read: five seconds of them."""

_SOON = 0.5
"""Seconds of data before a speed means anything."""


class Job:
    """One item in the hands of one worker; :meth:`report` is what a downloader calls.

    ``rate`` says how many bytes a second it may take now. ``hoster`` is the one that it is bound for, in
    lower case, as far as that is known.
    """

    def __init__(
        self,
        item: QueueItem,
        stopping: Callable[[], bool],
        emit: Emit,
        *,
        rate: Callable[[], int | None] = lambda: None,
        hoster: str | None = None,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self.item = item
        self.hoster = hoster
        self.received = 0
        self.total: int | None = None
        self.fetching = False
        self.term = Term()
        self._lost = threading.Event()
        self._end: AniworldError | None = None
        self._fits: Callable[[], bool] = lambda: True
        self._stopping = stopping
        self._rate = rate
        self._emit = emit
        self._ticks = ticks
        self._told_at = ticks()
        self._told_bytes = 0
        self._window: deque[tuple[float, int]] = deque(maxlen=_WINDOW)

    @property
    def lost(self) -> bool:
        """Whether the item was taken away from this worker."""
        return self._lost.is_set()

    @property
    def stopped(self) -> bool:
        """Whether the job is to stop."""
        return self.lost or self.term.over or self._end is not None or self._stopping()

    def lose(self) -> None:
        """Note that the item is no longer this worker's: it was removed, or its lease ran out."""
        self._lost.set()

    def pause(self) -> None:
        """Let the job stop because the whole queue was paused; it goes on when that is over."""
        self._end = self._end or Cancelled("The queue was paused.")

    def crowd_out(self, error: NoSpace, fits: Callable[[], bool]) -> None:
        """Let the job stop for want of room; ``fits`` tells afterwards whether another try may fit."""
        self._end, self._fits = self._end or error, fits

    def fits(self) -> bool:
        """Tell, after the job was stopped for want of room, whether it may do better another time."""
        return self._fits()

    def check(self) -> None:
        """Raise Cancelled when the job is to stop, NoSpace when that is for want of room."""
        if self.lost:
            raise Cancelled("The item was taken off the queue.")
        if self.term.over:
            raise Cancelled(
                "The store was out of reach for so long that another may have the item."
            )
        if self._end is not None:
            raise self._end
        if self._stopping():
            raise Cancelled("The queue was stopped.")

    def begin(self) -> None:
        """Start counting for a new source."""
        self.received, self.total, self.fetching = 0, None, True
        self._told_at, self._told_bytes = self._ticks(), 0
        self._window.clear()

    def report(self, received: int, total: int | None) -> int | None:
        """Note the bytes so far, tell them at most four times a second, and stop when asked to.

        Returns how many bytes a second may come from now on; None = as many as do.
        """
        self.check()
        self.received, self.total = received, total
        self._tell(received, total)
        return self._rate()

    def _tell(self, received: int, total: int | None) -> None:
        now = self._ticks()
        complete = total is not None and received >= total
        if now - self._told_at < _INTERVAL and not (complete and received > self._told_bytes):
            return
        self._told_at, self._told_bytes = now, received
        if received:  # the wait for the first byte says nothing about the speed
            self._window.append((now, received))
        speed = self._speed()
        self._emit(
            DownloadProgress(
                id=self.item.id,
                key=self.item.key,
                episode=self.item.episode,
                received=received,
                total=total,
                speed=speed,
                eta=max(total - received, 0) / speed if speed and total is not None else None,
            )
        )

    def _speed(self) -> float | None:
        if not self._window:
            return None
        (begin, first), (end, last) = self._window[0], self._window[-1]
        return max(last - first, 0) / (end - begin) if end - begin >= _SOON else None
