"""The in-memory reference store: what every other store is compared with."""

from aniworld_core.memory.store import MemoryStore

__all__ = ["MemoryStore"]
