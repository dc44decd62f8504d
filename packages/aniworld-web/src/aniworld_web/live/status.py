"""The status of the queue as clients see it, and which downloads run no longer."""

from collections.abc import Callable, Collection, Sequence

from aniworld_core.entities import Hold, QueueState
from aniworld_core.events import (
    DownloadFailed,
    DownloadFinished,
    DownloadProgress,
    DownloadsHeld,
    DownloadsReleased,
    DownloadStarted,
    DownloadWaiting,
    Event,
    QueueChanged,
    QueuePaused,
    QueueResumed,
)
from aniworld_core.library import Library
from aniworld_core.ports import QueueStore
from aniworld_core.serde import timestamp
from aniworld_web.live.messages import Held, QueueStatus
from aniworld_web.live.telling import QUEUE, Told, download_slot

__all__ = ["Status"]

_ENDS = (DownloadWaiting, DownloadFinished, DownloadFailed)
_CHANGES = (
    *(QueueChanged, QueuePaused, QueueResumed),
    *(DownloadStarted, DownloadsHeld, DownloadsReleased, *_ENDS),
)
_RUNNING = 10_000
"""More items than can run at once."""


class Status:
    """Reads the queue when it changed, or when asked to look; used by one thread."""

    def __init__(self, *, library: Callable[[], Library], running: Callable[[], bool]) -> None:
        self._library = library
        self._running = running
        self._last: QueueStatus | None = None
        self._active: set[int] = set()
        self._quiet: set[int] = set()

    def tell(self, events: Sequence[Event], *, looking: bool) -> Sequence[Told]:
        """Return the status if events say that the queue changed, or if it is another one than before.

        A download that is stopped ends without an event: so one that was quiet since the last look and
        does not run in the store either is told as ended. Raises StoreError.
        """
        self._follow(events)
        changed = any(isinstance(event, _CHANGES) for event in events)
        if not changed and not looking:
            return ()
        library = self._library()
        queue = library.store.queue
        status = self._read(library)
        is_new, self._last = status != self._last, status
        gone = self._gone(queue) if looking else ()
        ends = [Told(None, download_slot(id), ends=True) for id in gone]
        return [*ends, Told(status, QUEUE)] if changed or is_new else ends

    def forget(self) -> None:
        """Tell the status again when asked to look, even if it is the same."""
        self._last = None

    def _read(self, library: Library) -> QueueStatus:
        queue, hold = library.store.queue, library.holds.current()
        counts = queue.counts()
        return QueueStatus(
            is_running=self._running(),
            is_paused=queue.paused(),
            hold=None if hold is None else _held(hold),
            active_downloads=counts.get(QueueState.RUNNING, 0),
            pending_queue=counts.get(QueueState.QUEUED, 0) + counts.get(QueueState.PAUSED, 0),
            paused_downloads=counts.get(QueueState.PAUSED, 0),
            completed_downloads=counts.get(QueueState.DONE, 0),
            failed_downloads=counts.get(QueueState.FAILED, 0),
        )

    def _follow(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, DownloadStarted | DownloadProgress):
                self._active.add(event.id)
                self._quiet.discard(event.id)
            elif isinstance(event, _ENDS):
                self._active.discard(event.id)
                self._quiet.discard(event.id)

    def _gone(self, queue: QueueStore) -> Collection[int]:
        gone: set[int] = set()
        if self._quiet:
            running = queue.page((QueueState.RUNNING,), limit=_RUNNING)
            gone = self._quiet - {item.id for item in running}
        self._active -= gone
        self._quiet = set(self._active)
        return gone


def _held(hold: Hold) -> Held:
    return Held(
        kind=hold.kind.value,
        reason=hold.reason,
        until=None if hold.until is None else timestamp(hold.until),
    )
