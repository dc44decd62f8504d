"""How many downloads run from each hoster at the same time."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aniworld_core.entities import QueueItem
from aniworld_core.services.downloads.hoster_places import HosterPlaces

__all__ = ["Turns"]

_LOOK_UP = 0.2
"""Seconds between two looks whether the job was stopped while it waits for its turn."""

_LOOKS = 5
"""After so many of them the store is asked again for a place that other processes had."""


class Turns:
    """So many turns per hoster as ``places`` says of it at the moment; case does not tell hosters apart.

    Who has a turn among the jobs of this process takes one of the places that all processes ``share``.
    """

    def __init__(self, places: Callable[[str], int], share: HosterPlaces) -> None:
        self._places = places
        self._share = share
        self._taken: Counter[str] = Counter()
        self._ended = 0
        self._changed = threading.Condition()

    def busy(self, hoster: str, bound: int = 0) -> bool:
        """Tell whether a hoster has no place left when at least so many are ``bound`` for it."""
        ours = max(self._taken[hoster.casefold()], bound)
        return ours + self._share.elsewhere(hoster) >= self._places(hoster)

    @contextmanager
    def turn(self, hoster: str, item: QueueItem, check: Callable[[], None]) -> Iterator[None]:
        """Wait for a place for an item; ``check`` may raise to give up waiting. Raises StoreError."""
        name = hoster.casefold()
        while not self._take(name, self._places(hoster)):
            check()
        try:
            with self._shared_place(hoster, f"{item.worker}/{item.id}.{item.claim}", check):
                yield
        finally:
            with self._changed:
                self._taken[name] -= 1
                self._ended += 1
                self._changed.notify_all()

    @contextmanager
    def _shared_place(self, hoster: str, holder: str, check: Callable[[], None]) -> Iterator[None]:
        ended = self._ended
        while not self._share.take(hoster, holder, self._places(hoster)):
            ended = self._pause(ended, check)
        try:
            yield
        finally:
            self._share.drop(hoster, holder)

    def _take(self, name: str, places: int) -> bool:
        with self._changed:
            if not self._changed.wait_for(lambda: self._taken[name] < places, _LOOK_UP):
                return False
            self._taken[name] += 1
            return True

    def _pause(self, ended: int, check: Callable[[], None]) -> int:
        """Wait until a turn ended here, or for about a second; returns how many have ended."""
        for _ in range(_LOOKS):
            check()
            with self._changed:
                if self._changed.wait_for(lambda: self._ended != ended, _LOOK_UP):
                    break
        return self._ended
