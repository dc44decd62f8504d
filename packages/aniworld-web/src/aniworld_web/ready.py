"""Answers to the lists that are asked for all the time, kept ready for a moment."""

import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from threading import Lock

from starlette.responses import Response

from aniworld_core.events import DownloadProgress, Event

__all__ = ["ReadyAnswer", "ReadyAnswers"]


class ReadyAnswer:
    """An answer as it is sent: the ``whole``, or that what the client has is still so (``known``)."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.etag = f'"{blake2b(content, digest_size=16).hexdigest()}"'
        headers = {"etag": self.etag, "cache-control": "private, no-cache"}
        # Made once, because a response costs more than everything else that a ready answer needs.
        self.whole = Response(content, headers=headers, media_type="application/json")
        self.known = Response(status_code=304, headers=headers)


class ReadyAnswers:
    """A sink that forgets every answer when something changes.

    What another process writes to the store is no event here without a relay, and a late one with it: so an
    answer is never older than ``max_age`` seconds.
    """

    def __init__(
        self, *, size: int = 64, max_age: float = 1.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._size = size
        self._max_age = max_age
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, ReadyAnswer]] = OrderedDict()
        self._changes = 0
        self._lock = Lock()

    def __call__(self, event: Event) -> None:
        """Forget everything, unless only bytes came in."""
        if not isinstance(event, DownloadProgress):
            self.forget()

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._changes += 1
            self._kept.clear()

    @property
    def changes(self) -> int:
        """How often everything was forgotten; taken before an answer is made, given to :meth:`keep`."""
        return self._changes

    def get(self, address: str) -> ReadyAnswer | None:
        """Return the answer to an address, or None when it has to be made."""
        kept = self._kept.get(address)
        if kept is None or self._clock() - kept[0] > self._max_age:
            return None
        return kept[1]

    def keep(self, address: str, answer: ReadyAnswer, changes: int) -> None:
        """Keep an answer, unless something changed while it was made."""
        with self._lock:
            if changes != self._changes:
                return
            now = self._clock()
            self._kept[address] = (now, answer)
            self._kept.move_to_end(address)
            # The oldest stands first. Those that are too old are let go at once: some are large.
            while len(self._kept) > self._size or self._oldest() < now - self._max_age:
                self._kept.popitem(last=False)

    def _oldest(self) -> float:
        return next(iter(self._kept.values()))[0]
