"""The relay as a whole: one thread that sends, one that hears, a connection for each; others count."""

import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from functools import partial
from threading import Lock

from aniworld_core.events import Event, Sink
from aniworld_core.plugins import Fanout
from aniworld_relays_redis.address import Address
from aniworld_relays_redis.hits import Hits
from aniworld_relays_redis.outage import Outage
from aniworld_relays_redis.pinging import ping
from aniworld_relays_redis.reader import Reader
from aniworld_relays_redis.sender import Sender
from aniworld_relays_redis.stream import Stream

__all__ = ["RedisRelay"]


class RedisRelay:
    """Events through a stream of Redis; threads and connections begin when they are first needed."""

    def __init__(self, address: Address) -> None:
        origin, outage = secrets.token_hex(8), Outage(address.name)
        self._address = address
        self._sinks = Fanout()
        self._sender = Sender(self._stream(address), outage, origin=origin)
        self._reader = Reader(self._stream(address), outage, self._sinks, origin=origin)
        self._hits = Hits(address)
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

    def hit(self, id: str, most: Mapping[str, int], window: timedelta) -> timedelta | None:
        """Count a hit of all processes, unless there are too many."""
        return self._hits.hit(id, most, window)

    def take_back(self, id: str, names: Collection[str]) -> None:
        """Let a hit no longer count."""
        self._hits.take_back(id, names)

    def ping(self) -> timedelta:
        """Return how long the server takes to answer; raises AniworldError."""
        return ping(self._address)

    def close(self) -> None:
        """Send what waits and end both threads."""
        with self._beginning:
            self._closed = True
        self._sender.close()
        self._reader.close()
        self._hits.close()

    @staticmethod
    def _stream(address: Address) -> Stream:
        return Stream(address.client(), address.prefix)
