"""The contract catches parts that are nearly right, of what processes share; each breaks one promise."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from aniworld_core.entities import Allowance, Lease, WorkerOrder, WorkerProcess
from aniworld_core.memory import MemoryStore
from aniworld_core.memory.leases import MemoryLeases
from aniworld_core.memory.paces import MemoryPaces
from aniworld_core.memory.workers import MemoryWorkers
from aniworld_core.ports import Store
from aniworld_core.testing.store_contract.sharing import SharingContract


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


def run_examples(make: Callable[[], Store]) -> None:
    contract = SharingContract()
    for name in dir(contract):
        if name.startswith("test_"):
            getattr(contract, name)(make())


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ("leases", LeasesNeverEnd),
        ("leases", OnePlaceTooMany),
        ("leases", OthersAreReleasedToo),
        ("paces", NothingIsSpent),
        ("workers", OrdersAreLost),
    ],
)
def test_the_examples_catch(part: str, broken: type[Any]) -> None:
    def make() -> Store:
        store = MemoryStore()
        setattr(store, part, broken(getattr(store, part)._shelves))
        return store

    run_examples(MemoryStore)
    with pytest.raises(AssertionError):
        run_examples(make)
