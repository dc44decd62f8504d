"""Where it is kept what a person decided about folders."""

from collections.abc import Sequence
from typing import Protocol

from aniworld_core.entities import Decision

__all__ = ["DecisionStore"]


class DecisionStore(Protocol):
    """Decisions by folder, provider and ``ref``."""

    def add(self, *decisions: Decision) -> None:
        """Keep decisions; a later one on the same folder and series replaces the earlier. All or none."""
        ...

    def all(self) -> Sequence[Decision]:
        """List them in order of folder, provider and ``ref``."""
        ...

    def remove(self, folder: str) -> int:
        """Forget every decision about a folder; return how many there were."""
        ...
