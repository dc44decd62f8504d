"""The in-memory reference store and relay: what every other one is compared with."""

from aniworld_core.memory.relay import MemoryExchange, MemoryRelay
from aniworld_core.memory.store import MemoryStore

__all__ = ["MemoryExchange", "MemoryRelay", "MemoryStore"]
