"""The memory store keeps the contract that it is the model of."""

from pathlib import Path

from aniworld_core.memory import MemoryStore
from aniworld_core.ports import Store
from aniworld_core.testing import StoreContract


class TestMemoryStore(StoreContract):
    def open_store(self, directory: Path) -> Store:
        return MemoryStore()
