"""Ctrl-C while work is going on: the first one stops it cleanly, the second one ends the program."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["stopping"]

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopping(tell: Callable[[str], None]) -> Iterator[threading.Event]:
    """Give an event that the first SIGINT or SIGTERM sets; the next one has its usual, hard effect."""
    stop = threading.Event()
    tellers: list[threading.Thread] = []

    def wind_down() -> None:
        stop.set()
        tell("Stopping; press Ctrl-C again to end at once.")

    def first(_: int, __: FrameType | None) -> None:
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        # In a thread of its own: a handler may have interrupted code that holds the event's lock.
        teller = threading.Thread(target=wind_down, daemon=True)
        tellers.append(teller)
        teller.start()

    before = {number: signal.signal(number, first) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for teller in tellers:
            teller.join()  # what it says comes before what the command says in the end
