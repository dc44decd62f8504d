"""How many downloads run from each hoster at the same time."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["Turns"]

_LOOK_UP = 0.2
"""Seconds between two looks whether the job was stopped while it waits for its turn."""


class Turns:
    """So many turns per hoster as ``places`` says of it at the moment; case does not tell hosters apart."""

    def __init__(self, places: Callable[[str], int]) -> None:
        self._places = places
        self._taken: Counter[str] = Counter()
        self._changed = threading.Condition()

    def busy(self, hoster: str, bound: int = 0) -> bool:
        """Tell whether a hoster has no place left when at least so many are ``bound`` for it."""
        return max(self._taken[hoster.casefold()], bound) >= self._places(hoster)

    @contextmanager
    def turn(self, hoster: str, check: Callable[[], None]) -> Iterator[None]:
        """Wait for a place; ``check`` may raise to give up waiting."""
        name = hoster.casefold()
        while not self._take(name, self._places(hoster)):
            check()
        try:
            yield
        finally:
            with self._changed:
                self._taken[name] -= 1
                self._changed.notify_all()

    def _take(self, name: str, places: int) -> bool:
        with self._changed:
            if not self._changed.wait_for(lambda: self._taken[name] < places, _LOOK_UP):
                return False
            self._taken[name] += 1
            return True
