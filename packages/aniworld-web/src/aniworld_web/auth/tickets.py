"""Tickets: who cannot send headers with a WebSocket shows one, and only once."""

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_urlsafe
from threading import Lock

from attrs import field, frozen

from aniworld_core.clock import utc_now
from aniworld_web.caller import Caller

__all__ = ["Ticket", "Tickets"]

_LIFETIME = timedelta(seconds=30)


@frozen(kw_only=True)
class Ticket:
    """A ticket, and until when it is good."""

    text: str = field(repr=False)
    expires: datetime


class Tickets:
    """Texts that stand for a caller once, within half a minute; the oldest make room for new ones."""

    def __init__(self, *, size: int = 1000, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._clock = clock
        self._open: OrderedDict[str, tuple[float, Caller]] = OrderedDict()
        self._lock = Lock()

    def issue(self, caller: Caller) -> Ticket:
        """Return a new ticket."""
        text = token_urlsafe(24)
        with self._lock:
            self._open[text] = (self._clock(), caller)
            while len(self._open) > self._size:
                self._open.popitem(last=False)
        return Ticket(text=text, expires=utc_now() + _LIFETIME)

    def redeem(self, text: str) -> Caller | None:
        """Return whose ticket this is, and end it; None when there is none or it is too old."""
        with self._lock:
            issued, caller = self._open.pop(text, (0.0, None))
        if caller is None or self._clock() - issued >= _LIFETIME.total_seconds():
            return None
        return caller
