"""Drives a store and the memory store through the same calls and compares all that can be seen."""

from hypothesis.stateful import invariant

from aniworld_core.ports import Store
from aniworld_core.testing.store_contract.access_rules import AccessRules
from aniworld_core.testing.store_contract.catalogue_rules import CatalogueRules
from aniworld_core.testing.store_contract.queue_rules import QueueRules
from aniworld_core.testing.store_contract.rules import FileRules, RecordRules, SeriesRules
from aniworld_core.testing.store_contract.view import look

__all__ = ["StoreMachine"]


class StoreMachine(SeriesRules, FileRules, QueueRules, RecordRules, AccessRules, CatalogueRules):
    """The rules of all parts together, so that they meet."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store

    @invariant()
    def both_look_alike(self) -> None:
        """Compare the stores part by part."""
        for (what, ours), (_, theirs) in zip(look(self.model), look(self.store), strict=True):
            assert self.in_model_ids(theirs) == ours, what

    def teardown(self) -> None:
        """Let go of the store."""
        self.store.close()
