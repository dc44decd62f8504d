"""The memory store as a whole."""

from aniworld_core.memory.access import MemoryAccess
from aniworld_core.memory.conditions import MemoryConditions
from aniworld_core.memory.decisions import MemoryDecisions
from aniworld_core.memory.files import MemoryFiles
from aniworld_core.memory.history import MemoryHistory
from aniworld_core.memory.leases import MemoryLeases
from aniworld_core.memory.paces import MemoryPaces
from aniworld_core.memory.queue import MemoryQueue
from aniworld_core.memory.releases import MemoryReleases
from aniworld_core.memory.series import MemorySeries
from aniworld_core.memory.sessions import MemorySessions
from aniworld_core.memory.shelves import Shelves
from aniworld_core.memory.titles import MemoryTitles
from aniworld_core.memory.workers import MemoryWorkers

__all__ = ["MemoryStore"]


class MemoryStore:
    """Forgets everything with the process; so simple that it is easily seen to be right."""

    def __init__(self) -> None:
        shelves = Shelves()
        self.series = MemorySeries(shelves)
        self.files = MemoryFiles(shelves)
        self.queue = MemoryQueue(shelves)
        self.history = MemoryHistory(shelves)
        self.sessions = MemorySessions(shelves)
        self.access = MemoryAccess(shelves)
        self.titles = MemoryTitles(shelves)
        self.releases = MemoryReleases(shelves)
        self.conditions = MemoryConditions(shelves)
        self.decisions = MemoryDecisions(shelves)
        self.leases = MemoryLeases(shelves)
        self.paces = MemoryPaces(shelves)
        self.workers = MemoryWorkers(shelves)

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""
