"""Where it is kept how the providers are doing."""

from collections.abc import Callable, Sequence
from typing import Protocol

from aniworld_core.entities import Condition

__all__ = ["ConditionStore"]


class ConditionStore(Protocol):
    """The last condition of each provider, shared by every process that uses the store."""

    def all(self) -> Sequence[Condition]:
        """List the conditions in order of the providers' names."""
        ...

    def update(
        self, provider: str, change: Callable[[Condition | None], Condition | None]
    ) -> Condition | None:
        """Apply a pure ``change`` to a provider's condition in one transaction and return the result.

        ``change`` gets None where nothing is known yet; None as its result forgets the condition.
        """
        ...
