"""How fast the downloads that run are, which is told by events only."""

from collections import OrderedDict
from threading import Lock

from aniworld_core.events import (
    DownloadFailed,
    DownloadFinished,
    DownloadProgress,
    DownloadStarted,
    DownloadWaiting,
    Event,
)

__all__ = ["Speeds"]

_MOST = 256
"""More than can run at once; an item that vanished while it ran leaves its last progress behind."""


class Speeds:
    """A sink that remembers the last progress of each download."""

    def __init__(self) -> None:
        self._last: OrderedDict[int, DownloadProgress] = OrderedDict()
        self._lock = Lock()

    def __call__(self, event: Event) -> None:
        """Remember a progress; forget it when its download begins anew or ends."""
        match event:
            case DownloadProgress():
                with self._lock:
                    self._last[event.id] = event
                    self._last.move_to_end(event.id)
                    while len(self._last) > _MOST:
                        self._last.popitem(last=False)
            case DownloadStarted() | DownloadFinished() | DownloadFailed() | DownloadWaiting():
                with self._lock:
                    self._last.pop(event.id, None)

    def of(self, id: int) -> DownloadProgress | None:
        """Return the last progress of an item, or None."""
        return self._last.get(id)
