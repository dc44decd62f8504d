"""The relay as a whole: one thread that sends, one that hears, a connection for each."""

import secrets
from collections.abc import Callable
from functools import partial
from threading import Lock

from aniworld_core.events import Event, Sink
from aniworld_core.plugins import Fanout
from aniworld_relays_redis.address import Address
from aniworld_relays_redis.outage import Outage
from aniworld_relays_redis.reader import Reader
from aniworld_relays_redis.sender import Sender
from aniworld_relays_redis.stream import Stream

__all__ = ["RedisRelay"]


class RedisRelay:
    """Events through a stream of Redis; threads and connections begin when they are first needed."""

    def __init__(self, address: Address) -> None:
        origin, outage = secrets.token_hex(8), Outage(address.name)
        self._sinks = Fanout()
        self._sender = Sender(self._stream(address), outage, origin=origin)
        self._reader = Reader(self._stream(address), outage, self._sinks, origin=origin)
        self._beginning = Lock()
        self._reading = False
        self._closed = False

    def publish(self, event: Event) -> None:
        """Put an event into the box of the sender."""
        self._sender.send(event)

    def subscribe(self, sink: Sink) -> Callable[[], None]:
        """Let a sink hear the others; the first one lets the reader begin."""
        self._sinks.add(sink)
        with self._beginning:
            if not self._reading and not self._closed:
                self._reading = True
                self._reader.start()
        return partial(self._sinks.remove, sink)

    def close(self) -> None:
        """Send what waits and end both threads."""
        with self._beginning:
            self._closed = True
        self._sender.close()
        self._reader.close()

    @staticmethod
    def _stream(address: Address) -> Stream:
        return Stream(address.client(), address.prefix)
