"""What every store must do; inherit the class and say how your store is opened."""

from abc import abstractmethod
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from aniworld_core.ports import Store
from aniworld_core.testing.store_contract.access import AccessContract
from aniworld_core.testing.store_contract.catalogue import CatalogueContract
from aniworld_core.testing.store_contract.files import FileContract
from aniworld_core.testing.store_contract.machine import (
    CatalogueMachine,
    SharingMachine,
    StoreMachine,
)
from aniworld_core.testing.store_contract.policy import PolicyContract
from aniworld_core.testing.store_contract.queue import QueueContract
from aniworld_core.testing.store_contract.records import RecordContract
from aniworld_core.testing.store_contract.series import SeriesContract
from aniworld_core.testing.store_contract.sharing import SharingContract
from aniworld_core.testing.store_contract.threads import ThreadContract

__all__ = ["StoreContract"]


class StoreContract(
    SeriesContract,
    PolicyContract,
    FileContract,
    QueueContract,
    RecordContract,
    AccessContract,
    CatalogueContract,
    SharingContract,
    ThreadContract,
):
    """Tests for a store, run by pytest where a test class inherits them.

    For example::

        class TestMyStore(StoreContract):
            def open_store(self, directory: Path) -> Store:
                return MyStore(directory / "store")
    """

    machine: ClassVar[settings] = settings(
        max_examples=15,
        stateful_step_count=25,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        # Shrinking costs minutes here; ask for it (and for more examples) when a run fails.
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    """How hard the comparison with the memory store tries."""

    @abstractmethod
    def open_store(self, directory: Path) -> Store:
        """Open the store that lives in an existing directory, made at the first call for it."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        """Give each test a store of its own."""
        store = self.open_store(tmp_path)
        yield store
        store.close()

    def test_it_behaves_like_the_memory_store(self, tmp_path: Path) -> None:
        """Drive both through the same calls and compare all that can be seen after each."""
        self._compare(StoreMachine, tmp_path)

    def test_it_remembers_the_sites_like_the_memory_store(self, tmp_path: Path) -> None:
        """Do the same with titles, releases, conditions and decisions."""
        self._compare(CatalogueMachine, tmp_path)

    def test_it_shares_like_the_memory_store(self, tmp_path: Path) -> None:
        """Do the same with leases, paces and working processes."""
        self._compare(SharingMachine, tmp_path)

    def test_closing_twice_is_fine(self, store: Store) -> None:
        """Close a store, and once more."""
        store.close()
        store.close()

    def _compare(
        self,
        machine: type[StoreMachine] | type[CatalogueMachine] | type[SharingMachine],
        directory: Path,
    ) -> None:
        stores = (self._open_new(directory / str(number)) for number in count())

        class Machine(machine):  # type: ignore[misc, valid-type]  # one of three classes
            def __init__(self) -> None:
                super().__init__(next(stores))

        run_state_machine_as_test(Machine, settings=self.machine)

    def _open_new(self, directory: Path) -> Store:
        directory.mkdir()
        return self.open_store(directory)
