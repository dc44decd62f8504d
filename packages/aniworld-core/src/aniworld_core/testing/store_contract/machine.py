"""Drives a store and the memory store through the same calls and compares all that can be seen."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from hypothesis.stateful import invariant

from aniworld_core.ports import Store
from aniworld_core.testing.store_contract.access_rules import AccessRules
from aniworld_core.testing.store_contract.catalogue_rules import CatalogueRules
from aniworld_core.testing.store_contract.queue_rules import QueueRules
from aniworld_core.testing.store_contract.rules import FileRules, RecordRules, SeriesRules
from aniworld_core.testing.store_contract.sharing_rules import SharingRules
from aniworld_core.testing.store_contract.twins import Twins
from aniworld_core.testing.store_contract.view import (
    View,
    look,
    look_at_catalogue,
    look_at_sharing,
)

__all__ = ["CatalogueMachine", "SharingMachine", "StoreMachine"]


class _Compared(Twins):
    """Two stores of which the same is seen after every call."""

    look: ClassVar[Callable[[Store], Iterator[View]]]

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store

    @invariant()
    def both_look_alike(self) -> None:
        """Compare the stores part by part."""
        look = type(self).look
        for (what, ours), (_, theirs) in zip(look(self.model), look(self.store), strict=True):
            assert self.in_model_ids(theirs) == ours, what

    def teardown(self) -> None:
        """Let go of the store."""
        self.store.close()


class StoreMachine(_Compared, SeriesRules, FileRules, QueueRules, RecordRules, AccessRules):
    """The rules of the parts that touch each other together, so that they meet."""

    look = look


class CatalogueMachine(_Compared, CatalogueRules):
    """The rules of what is remembered of the sites, which touches nothing else."""

    look = look_at_catalogue


class SharingMachine(_Compared, SharingRules):
    """The rules of what several processes share."""

    look = look_at_sharing
