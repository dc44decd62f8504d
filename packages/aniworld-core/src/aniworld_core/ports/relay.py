"""Carrying events to other processes and from them, and what a relay may be able to do beyond that."""

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Protocol, runtime_checkable

from aniworld_core.events import Event, Sink

__all__ = ["Answers", "CountsHits", "Relay"]


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


@runtime_checkable
class CountsHits(Protocol):
    """Optional: a relay that counts for all processes what may happen only so often, such as wrong passwords.

    Names and ids are printable ASCII of at most LONGEST_NAME characters. Time is that of one clock, whoever
    asks.
    """

    def hit(self, id: str, most: Mapping[str, int], window: timedelta) -> timedelta | None:
        """Count a hit under each name of ``most``, unless one has as many as that within the ``window``.

        Returns zero when it was counted, else how long to wait until it can be: then it counts nowhere. Of
        hits at the same moment no more are counted than may be. None when nobody can be asked just now.
        Returns within a second, and never raises.
        """
        ...

    def take_back(self, id: str, names: Collection[str]) -> None:
        """Let a hit no longer count, if that can be told to anybody; as fast as :meth:`hit`."""
        ...


@runtime_checkable
class Answers(Protocol):
    """Optional: a relay that can tell whether it reaches what carries its events."""

    def ping(self) -> timedelta:
        """Return how long the way there and back took, within seconds.

        Raises AniworldError when there is no answer, and NotPossible when that cannot be told.
        """
        ...
