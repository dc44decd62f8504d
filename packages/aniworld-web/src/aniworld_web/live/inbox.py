"""Where events wait until they are told; whoever brings one never waits."""

import queue

from aniworld_core.events import Event

__all__ = ["Inbox"]


class Inbox:
    """A bounded queue between the threads that bring events and the one that tells them.

    When it is full, all of it is dropped and :meth:`take` says so: then nobody is told a part.
    """

    def __init__(self, size: int = 20_000) -> None:
        self._size = size
        self._waiting: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._overflowed = False

    def put(self, event: Event | None) -> None:
        """Bring an event from any thread; None only wakes who waits."""
        if self._waiting.qsize() >= self._size:
            self._overflowed = True
            return
        self._waiting.put(event)

    def take(self, timeout: float) -> tuple[list[Event], bool]:
        """Return what came, after at most ``timeout`` seconds, and whether anything was dropped."""
        found: list[Event | None] = []
        try:
            found.append(self._waiting.get(timeout=timeout))
            while len(found) <= self._size:
                found.append(self._waiting.get_nowait())
        except queue.Empty:
            pass
        if self._overflowed:
            self._overflowed = False
            return [], True
        return [event for event in found if event is not None], False
