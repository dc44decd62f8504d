"""The working processes in memory."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from attrs import evolve

from aniworld_core.entities import WorkerOrder, WorkerProcess
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemoryWorkers"]


class MemoryWorkers:
    """Fulfils :class:`aniworld_core.ports.WorkerStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def beat(self, worker: WorkerProcess, lease: timedelta, now: datetime) -> WorkerOrder | None:
        """Note a sign of life."""
        with self._shelves.lock:
            known = self._shelves.workers.get(worker.name)
            asked = None if known is None else known.asked
            alive = evolve(worker, seen=now, until=now + lease, asked=asked)
            self._shelves.workers[worker.name] = alive
            return asked

    def all(self) -> Sequence[WorkerProcess]:
        """List the processes."""
        with self._shelves.lock:
            return sorted(self._shelves.workers.values(), key=lambda one: (one.host, one.name))

    def ask(self, name: str, order: WorkerOrder) -> bool:
        """Ask something of a process."""
        with self._shelves.lock:
            known = self._shelves.workers.get(name)
            if known is None:
                return False
            self._shelves.workers[name] = evolve(known, asked=order)
            return True

    def leave(self, name: str) -> None:
        """Forget a process."""
        with self._shelves.lock:
            self._shelves.workers.pop(name, None)

    def forget(self, before: datetime) -> int:
        """Forget those of which nothing was heard for long."""
        with self._shelves.lock:
            gone = [name for name, one in self._shelves.workers.items() if one.seen < before]
            for name in gone:
                del self._shelves.workers[name]
            return len(gone)
