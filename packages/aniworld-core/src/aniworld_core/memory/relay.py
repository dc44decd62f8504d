"""Relays within one process: for several libraries in it, and the reference for every other relay."""

import logging
from collections.abc import Callable
from functools import partial
from threading import Lock

from aniworld_core.events import Event, Sink

__all__ = ["MemoryExchange", "MemoryRelay"]

_log = logging.getLogger(__name__)


class MemoryExchange:
    """What the relays of one process meet in; give each library one of its own from :meth:`relay`."""

    def __init__(self) -> None:
        self._relays: tuple[
            MemoryRelay, ...
        ] = ()  # replaced, never changed: it is read without a lock
        self._changing = Lock()

    def relay(self) -> "MemoryRelay":
        """Return a new relay, whose events all others hear."""
        relay = MemoryRelay(self)
        with self._changing:
            self._relays = (*self._relays, relay)
        return relay

    def pass_on(self, event: Event, origin: "MemoryRelay") -> None:
        """Let every relay but its ``origin`` hear an event."""
        for relay in self._relays:
            if relay is not origin:
                relay.hear(event)

    def leave(self, relay: "MemoryRelay") -> None:
        """Pass nothing on to a relay any more."""
        with self._changing:
            self._relays = tuple(one for one in self._relays if one is not relay)


class MemoryRelay:
    """A relay to the others of its exchange; their sinks are called in the thread that publishes.

    Without an exchange there are no others.
    """

    def __init__(self, exchange: MemoryExchange | None = None) -> None:
        self._exchange = exchange or MemoryExchange()
        self._sinks: tuple[Sink, ...] = ()
        self._changing = Lock()
        self._closed = False

    def publish(self, event: Event) -> None:
        """Call the sinks of the others."""
        if not self._closed:
            self._exchange.pass_on(event, self)

    def subscribe(self, sink: Sink) -> Callable[[], None]:
        """Remember a sink."""
        with self._changing:
            self._sinks = (*self._sinks, sink)
        return partial(self._forget, sink)

    def hear(self, event: Event) -> None:
        """Take what another relay published."""
        for sink in self._sinks:
            try:
                sink(event)
            except Exception:  # noqa: BLE001 - whoever published it must not feel that
                _log.exception("a sink failed at %s", type(event).__name__)

    def close(self) -> None:
        """Leave the exchange."""
        self._closed = True
        self._sinks = ()
        self._exchange.leave(self)

    def _forget(self, sink: Sink) -> None:
        with self._changing:
            self._sinks = tuple(one for one in self._sinks if one is not sink)
