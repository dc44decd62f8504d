"""The providers' conditions in memory."""

from collections.abc import Callable, Sequence

from aniworld_core.entities import Condition
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemoryConditions"]


class MemoryConditions:
    """Fulfils :class:`aniworld_core.ports.ConditionStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def all(self) -> Sequence[Condition]:
        """List the conditions."""
        with self._shelves.lock:
            return [condition for _, condition in sorted(self._shelves.conditions.items())]

    def update(
        self, provider: str, change: Callable[[Condition | None], Condition | None]
    ) -> Condition | None:
        """Apply a change."""
        with self._shelves.lock:
            changed = change(self._shelves.conditions.get(provider))
            if changed is None:
                self._shelves.conditions.pop(provider, None)
            else:
                self._shelves.conditions[provider] = changed
            return changed
