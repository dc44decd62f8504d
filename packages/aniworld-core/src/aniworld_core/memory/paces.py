"""Paces in memory."""

from datetime import datetime, timedelta

from aniworld_core.entities import Allowance, spend
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemoryPaces"]


class MemoryPaces:
    """Fulfils :class:`aniworld_core.ports.PaceStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def spend(self, name: str, allowance: Allowance, now: datetime) -> timedelta:
        """Take one time, if there is one."""
        with self._shelves.lock:
            spent, wait = spend(self._shelves.paces.get(name), allowance, now)
            if spent is not None:
                self._shelves.paces[name] = spent
            return wait
