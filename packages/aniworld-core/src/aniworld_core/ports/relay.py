"""Carrying events to other processes and from them."""

from collections.abc import Callable
from typing import Protocol

from aniworld_core.events import Event, Sink

__all__ = ["Relay"]


class Relay(Protocol):
    """Carries events between the processes that work on one store; any thread may use it.

    Events are hints and the store is the truth: whatever a relay drops, nothing is lost. So it never
    holds anybody up. A progress that a newer one replaces may be left out; all else is kept, up to some
    thousands, while the others cannot be reached.
    """

    def publish(self, event: Event) -> None:
        """Let the other processes hear an event; returns at once, and never raises."""
        ...

    def subscribe(self, sink: Sink) -> Callable[[], None]:
        """Let a sink hear what others publish from now on, and return what ends that; twice is fine.

        It hears nothing that was published by this relay, and each event once, in the order of its
        publisher. Returns within seconds, also while the others cannot be reached: then it hears them later.
        """
        ...

    def close(self) -> None:
        """Hand on what waits, for two seconds at most, and let go of connections; twice is fine."""
        ...
