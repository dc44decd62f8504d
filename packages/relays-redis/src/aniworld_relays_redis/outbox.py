"""Where events wait to be sent; whoever brings one never waits."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from itertools import count
from threading import Condition

from aniworld_core.events import DownloadProgress, Event, RefreshProgress, ScanProgress

__all__ = ["Outbox"]


class Outbox:
    """A bounded queue in which a newer progress takes the place of an older one.

    When it is full, the oldest events are dropped: what happened is in the store.
    """

    def __init__(self, size: int = 10_000) -> None:
        self._size = size
        self._waiting: OrderedDict[Hashable, Event] = OrderedDict()
        self._numbers = count()
        self._changed = Condition()
        self._closed = False

    def put(self, event: Event) -> None:
        """Bring an event from any thread; a closed box takes none."""
        with self._changed:
            if self._closed:
                return
            slot = _slot(event, next(self._numbers))
            self._waiting.pop(slot, None)  # at its old place it would overtake what came between
            self._waiting[slot] = event
            if len(self._waiting) > self._size:
                self._waiting.popitem(last=False)
            self._changed.notify()

    def take(self, limit: int) -> Sequence[Event]:
        """Wait for events and return the oldest; none means that the box is closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            number = min(limit, len(self._waiting))
            return [self._waiting.popitem(last=False)[1] for _ in range(number)]

    def close(self) -> None:
        """Take no more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def _slot(event: Event, number: int) -> Hashable:
    match event:
        case DownloadProgress(id=id):
            return f"download {id}"
        case ScanProgress():
            return "scan"
        case RefreshProgress():
            return "refresh"
    return number
