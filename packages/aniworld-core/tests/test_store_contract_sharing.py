"""The contract catches parts that are nearly right, of what processes share: each breaks one promise."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from aniworld_core.entities import Allowance, Lease, QueueItem, WorkerOrder, WorkerProcess
from aniworld_core.memory import MemoryStore
from aniworld_core.memory.files import MemoryFiles
from aniworld_core.memory.leases import MemoryLeases
from aniworld_core.memory.paces import MemoryPaces
from aniworld_core.memory.queue import MemoryQueue
from aniworld_core.memory.workers import MemoryWorkers
from aniworld_core.ports import Store
from aniworld_core.testing.store_contract.files import FileContract
from aniworld_core.testing.store_contract.queue import QueueContract
from aniworld_core.testing.store_contract.sharing import (
    LeaseContract,
    PaceContract,
    WorkerContract,
)


class LeasesNeverEnd(MemoryLeases):
    def held(self, now: datetime, name: str | None = None) -> Sequence[Lease]:
        return super().held(now - timedelta(days=9), name)


class OnePlaceTooMany(MemoryLeases):
    def take(
        self, name: str, holder: str, lease: timedelta, now: datetime, places: int = 1
    ) -> bool:
        return super().take(name, holder, lease, now, places + 1)


class OthersAreReleasedToo(MemoryLeases):
    def release(self, holder: str) -> int:
        return super().release(holder) + super().release(f"{holder}a")


class NothingIsSpent(MemoryPaces):
    def spend(self, name: str, allowance: Allowance, now: datetime) -> timedelta:
        return timedelta(0)


class OrdersAreLost(MemoryWorkers):
    def beat(self, worker: WorkerProcess, lease: timedelta, now: datetime) -> WorkerOrder | None:
        super().leave(worker.name)
        return super().beat(worker, lease, now)


class ProvidersAreIgnored(MemoryQueue):
    def _is_of(self, item: QueueItem, providers: Collection[str]) -> bool:
        return True


class TheLastMarkStays(MemoryFiles):
    def adopt_root(self, mark: str, *, instead_of: str | None = None) -> str:
        return super().adopt_root(mark, instead_of=self.root())


def run_examples(contract: object, make: Callable[[], Store]) -> None:
    for name in dir(contract):
        if name.startswith("test_"):
            getattr(contract, name)(make())


@pytest.mark.parametrize(
    ("contract", "part", "broken"),
    [
        (LeaseContract, "leases", LeasesNeverEnd),
        (LeaseContract, "leases", OnePlaceTooMany),
        (LeaseContract, "leases", OthersAreReleasedToo),
        (PaceContract, "paces", NothingIsSpent),
        (WorkerContract, "workers", OrdersAreLost),
        (QueueContract, "queue", ProvidersAreIgnored),
        (FileContract, "files", TheLastMarkStays),
    ],
)
def test_the_examples_catch(contract: type[Any], part: str, broken: type[Any]) -> None:
    def make() -> Store:
        store = MemoryStore()
        setattr(store, part, broken(getattr(store, part)._shelves))
        return store

    run_examples(contract(), MemoryStore)
    with pytest.raises(AssertionError):
        run_examples(contract(), make)
