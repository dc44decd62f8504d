"""Sends events in a thread of its own, again and again until they are there."""

import logging
import threading
from collections.abc import Sequence
from itertools import count

from redis.exceptions import RedisError

from aniworld_core import wire
from aniworld_core.events import Event
from aniworld_relays_redis.outage import Outage, pause
from aniworld_relays_redis.outbox import Outbox
from aniworld_relays_redis.stream import Message, Stream

__all__ = ["Sender"]

_AT_ONCE = 200
"""Events that are sent together."""

_PATIENCE = 2.0
"""Seconds that a close waits for what is on its way."""

_log = logging.getLogger(__name__)


class Sender:
    """Numbers what it sends from its ``origin``: a part that was sent twice is known by that."""

    def __init__(self, stream: Stream, outage: Outage, *, origin: str) -> None:
        self._stream = stream
        self._outage = outage
        self._origin = origin
        self._outbox = Outbox()
        self._numbers = count(1)
        self._closing = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def send(self, event: Event) -> None:
        """Let an event be sent; returns at once."""
        self._outbox.put(event)
        if self._thread is None:
            self._start()

    def close(self) -> None:
        """Send what waits, if the server can be reached at once."""
        self._outbox.close()
        self._closing.set()
        with self._starting:
            thread = self._thread
        if thread is not None:
            thread.join(_PATIENCE)

    def _start(self) -> None:
        with self._starting:
            if self._thread is None and not self._closing.is_set():
                # A daemon: a server that hangs must not keep the program from its end.
                thread = threading.Thread(target=self._run, name="relay sender", daemon=True)
                thread.start()
                self._thread = thread

    def _run(self) -> None:
        try:
            while events := self._outbox.take(_AT_ONCE):
                messages = self._written(events)
                if messages and not self._deliver(messages):
                    return
        finally:
            self._stream.close()

    def _written(self, events: Sequence[Event]) -> Sequence[Message]:
        found: list[Message] = []
        for event in events:
            try:
                text = wire.encode(event)
            except Exception:  # noqa: BLE001 - whatever one event holds, the others are sent
                _log.exception("a %s could not be written down", type(event).__name__)
                continue
            number = str(next(self._numbers))
            found.append({"origin": self._origin, "number": number, "event": text})
        return found

    def _deliver(self, messages: Sequence[Message]) -> bool:
        """Send messages, however often that takes; returns False when told to end before they are sent."""
        for failures in count(1):
            try:
                self._stream.append(messages)
            except RedisError as error:
                self._outage.begin(self, error)
                if self._closing.wait(pause(failures)):
                    return False
            else:
                break
        self._outage.end(self)
        return True
