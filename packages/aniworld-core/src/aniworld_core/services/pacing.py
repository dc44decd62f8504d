"""Counts what may be done only so often: for all processes together and, if need be, for this one alone."""

import logging
from collections.abc import Callable
from datetime import timedelta

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import LONGEST_NAME, Allowance
from aniworld_core.errors import StoreError
from aniworld_core.memory.paces import MemoryPaces
from aniworld_core.memory.shelves import Shelves
from aniworld_core.ports import PaceStore

__all__ = ["Pacing"]

_log = logging.getLogger(__name__)


class Pacing:
    """Spends in the store. While that does not answer, what this process did and does is counted here.

    So a request never fails for the store, and this process alone is never above a limit.
    """

    def __init__(self, *, paces: Callable[[], PaceStore], clock: Clock = utc_now) -> None:
        self._paces = paces
        self._own = MemoryPaces(Shelves())
        self._clock = clock
        self._failed = False

    def spend(self, name: str, allowance: Allowance) -> timedelta:
        """Take one time of a name, and return nothing, or else how long to wait before asking again."""
        name, now = name[:LONGEST_NAME], self._clock()
        try:
            wait = self._paces().spend(name, allowance, now)
        except StoreError as error:
            if not self._failed:
                _log.warning("requests are counted by this process alone: %s", error.message)
            self._failed = True
            return self._own.spend(name, allowance, now)
        self._failed = False
        if not wait:
            self._own.spend(name, allowance, now)
        return wait
