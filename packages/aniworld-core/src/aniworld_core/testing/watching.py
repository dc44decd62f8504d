"""Watches a library at work: a gate in the middle of downloads, an ear for events, an eye on the rest."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from aniworld_core.events import Event
from aniworld_core.ports import Report

__all__ = ["Gate", "Heard", "eventually", "looking"]

_PATIENCE = 30.0
"""Seconds until a test gives up."""

E = TypeVar("E")
T = TypeVar("T")


class Gate:
    """Holds downloads in their middle until it is opened; ``World.during_fetch`` may be one.

    They go on reporting meanwhile, so they can be stopped.
    """

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._open = threading.Event()

    def __call__(self, report: Report) -> None:
        """Wait, as a download that has half of its bytes."""
        self._reached.set()
        deadline = monotonic() + _PATIENCE
        while not self._open.wait(0.01):
            report(50, 100)
            assert monotonic() < deadline, "nobody opened the gate"

    def open(self) -> None:
        """Let all downloads pass."""
        self._open.set()

    def wait(self) -> None:
        """Return when a download has come to the gate, and forget that it did."""
        assert self._reached.wait(_PATIENCE)
        self._reached.clear()


class Heard:
    """A sink that remembers what it heard."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        """Remember an event."""
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()

    @property
    def last(self) -> Event | None:
        """What was heard last."""
        return self._events[-1] if self._events else None

    def wait(self, kind: type[E], count: int = 1, *, within: float = _PATIENCE) -> list[E]:
        """Return the events of a kind once there are so many, at most ``within`` seconds later."""

        def found() -> list[E]:
            return [event for event in self._events if isinstance(event, kind)]

        with self._changed:
            assert self._changed.wait_for(lambda: len(found()) >= count, within), self._events
            return found()


def eventually(
    value: Callable[[], T], wanted: Callable[[T], object], *, patience: float = _PATIENCE
) -> T:
    """Return a value as soon as it is what is wanted, within seconds; for states that no event tells of."""
    deadline = monotonic() + patience
    while not wanted(last := value()):
        assert monotonic() < deadline, last
        threading.Event().wait(0.02)
    return last


@contextmanager
def looking(look: Callable[[], None]) -> Iterator[None]:
    """Call a function every 20 ms meanwhile, on a thread of its own."""
    over = threading.Event()

    def run() -> None:
        while not over.wait(0.02):
            look()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
