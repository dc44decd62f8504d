"""The places at hosters that all processes share: leases in the store, so that who dies frees his."""

import logging
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from aniworld_core.clock import Clock
from aniworld_core.entities import LONGEST_NAME
from aniworld_core.errors import StoreError
from aniworld_core.ports import LeaseStore
from aniworld_core.pulse import Pulse

__all__ = ["HosterPlaces"]

_PREFIX = "hoster "

_LEASE = timedelta(seconds=60)
"""How long a place stays with a process that gives no sign of life."""

_EVERY = 15.0
"""Seconds between two times that the places are kept."""

_FRESH = timedelta(seconds=2)
"""How old what is known of the others' places may be."""

_log = logging.getLogger(__name__)


class HosterPlaces:
    """What this process has of the places, and what the others have; case does not tell hosters apart."""

    def __init__(self, *, leases: LeaseStore, clock: Clock, every: float = _EVERY) -> None:
        self._leases = leases
        self._clock = clock
        self._every = every
        self._own: dict[tuple[str, str], int] = {}
        self._guard = threading.Lock()
        self._reading = threading.Lock()
        self._others: Counter[str] = Counter()
        self._read: datetime | None = None

    def take(self, hoster: str, holder: str, places: int) -> bool:
        """Take a place for a holder; False while others have all ``places``. Raises StoreError."""
        place = (_name(hoster), holder)
        if not self._leases.take(*place, _LEASE, self._clock(), places):
            with self._reading:
                self._read = None  # what was known of the others was not true any more
            return False
        with self._guard:
            self._own[place] = places
        return True

    def drop(self, hoster: str, holder: str) -> None:
        """Give a place back; if the store does not hear of it, the place is free when its lease ends."""
        place = (_name(hoster), holder)
        with self._guard:
            if self._own.pop(place, None) is None:  # the work ended before, and gave it back
                return
        self._give_back(place)

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Keep the places again and again while the work lasts, and give back what is left in the end.

        A hoster that is slow to answer may be waited for by nobody any more, but have its place still.
        """
        try:
            with Pulse(self.keep, every=self._every, name="download-places"):
                yield
        finally:
            with self._guard:
                left, self._own = self._own, {}
            for place in left:
                self._give_back(place)

    def _give_back(self, place: tuple[str, str]) -> None:
        try:
            self._leases.drop(*place, self._clock())
        except StoreError as error:
            _log.warning("a place at a hoster is free only in a minute: %s", error.message)

    def keep(self) -> None:
        """Keep the places; if the store does not answer, the downloads go on, and it is asked again later."""
        try:
            with self._guard:
                places = list(self._own)
            for place in places:
                with self._guard:  # so that none is taken again that was given back meanwhile
                    if place in self._own:
                        self._leases.take(*place, _LEASE, self._clock(), self._own[place])
        except StoreError as error:
            _log.warning("places at hosters could not be kept: %s", error.message)

    def elsewhere(self, hoster: str) -> int:
        """Count the places at a hoster that other processes have; raises StoreError."""
        return self._look()[_name(hoster)]

    def shared(self) -> bool:
        """Tell whether other processes have a place anywhere; raises StoreError."""
        return bool(self._look())

    def _look(self) -> Counter[str]:
        now = self._clock()
        with self._reading:
            if self._read is None or not self._read <= now < self._read + _FRESH:
                with self._guard:
                    own = set(self._own)
                held = {(one.name, one.holder) for one in self._leases.held(now)}
                with self._guard:
                    own |= set(self._own)
                self._others = Counter(name for name, _ in held - own if name.startswith(_PREFIX))
                self._read = now
            return self._others


def _name(hoster: str) -> str:
    return f"{_PREFIX}{hoster.casefold()}"[:LONGEST_NAME]
