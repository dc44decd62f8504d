"""Where a client's requests are counted."""

from datetime import timedelta

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import Allowance
from aniworld_core.memory.paces import MemoryPaces
from aniworld_core.memory.shelves import Shelves
from aniworld_core.ports import Spend

__all__ = ["Counting"]


class Counting:
    """Counts in this client alone until it is told where all processes do."""

    def __init__(self, *, clock: Clock = utc_now) -> None:
        self._own = MemoryPaces(Shelves())
        self._clock = clock
        self._shared: Spend | None = None

    def share(self, spend: Spend) -> None:
        """Count there from now on."""
        self._shared = spend

    def spend(self, name: str, allowance: Allowance) -> timedelta:
        """Take one time of a name, and return nothing, or else how long to wait before asking again."""
        if self._shared is not None:
            return self._shared(name, allowance)
        return self._own.spend(name, allowance, self._clock())
