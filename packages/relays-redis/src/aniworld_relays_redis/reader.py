"""Hears what others send, in a thread of its own, and goes on where it was after an outage."""

import logging
import threading
from collections import OrderedDict
from time import monotonic

from redis.exceptions import RedisError

from aniworld_core import wire
from aniworld_core.events import Sink
from aniworld_relays_redis.outage import Outage, pause
from aniworld_relays_redis.stream import BEGINNING, Message, Place, Stream

__all__ = ["Reader"]

_PATIENCE = 2.0
"""Seconds that a start waits for the server, and a close for the thread."""

_ORIGINS = 1000
"""Senders that are remembered."""

_COMPLAINTS = 100
"""Different faults that are told."""

_log = logging.getLogger(__name__)


class Reader:
    """Gives the sink every event once, but those of its own ``origin``."""

    def __init__(self, stream: Stream, outage: Outage, sink: Sink, *, origin: str) -> None:
        self._stream = stream
        self._outage = outage
        self._sink = sink
        self._origin = origin
        self._heard: OrderedDict[str, int] = OrderedDict()
        self._complaints: set[str] = set()
        self._place: Place = BEGINNING
        self._settled = False
        self._since = 0.0
        self._failures = 0
        self._tried = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="relay reader", daemon=True)

    def start(self) -> None:
        """Begin to hear what is sent from now on; returns when that was tried once."""
        self._since = monotonic()
        self._thread.start()
        self._tried.wait(_PATIENCE)

    def close(self) -> None:
        """Hear no more."""
        self._closing.set()
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._step()
            except RedisError as error:
                self._failures += 1
                self._outage.begin(self, error)
                self._tried.set()
                self._closing.wait(pause(self._failures))
        self._stream.close()

    def _step(self) -> None:
        self._settle()
        self._failures = 0
        self._outage.end(self)
        self._tried.set()
        while not self._closing.is_set():
            entries = self._stream.after(self._place)
            for self._place, message in entries:
                if self._closing.is_set():
                    return
                self._hear(message)
            if not entries:
                return  # it is quiet: time to see whether the stream was made anew

    def _settle(self) -> None:
        """Find the place to read on from."""
        newest = self._stream.newest()
        if not self._settled:
            self._place, self._settled = self._first(newest), True
        elif newest < self._place:
            # It was emptied, and may be filled by a clock that is behind: all of it will be news.
            self._place = BEGINNING

    def _first(self, newest: Place) -> Place:
        """Return where the news begin: at the end, or, where that was not known in time, at our start."""
        waited = monotonic() - self._since
        if not self._failures and waited < _PATIENCE:
            return newest
        return self._stream.now() - round(waited * 1000), 0

    def _hear(self, message: Message) -> None:
        try:
            origin, number = message["origin"], int(message["number"])
            if origin == self._origin or number <= self._heard.get(origin, 0):
                return
            self._heard[origin] = number
            self._heard.move_to_end(origin)
            if len(self._heard) > _ORIGINS:
                self._heard.popitem(last=False)
            event = wire.decode(message["event"])
        except (ValueError, KeyError) as error:
            self._complain(str(error))
        else:
            self._sink(event)

    def _complain(self, fault: str) -> None:
        if fault not in self._complaints and len(self._complaints) < _COMPLAINTS:
            self._complaints.add(fault)
            _log.warning("something that another process sent is skipped: %s", fault)
