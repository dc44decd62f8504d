"""Makes one call on two stores and compares what comes back."""

from collections.abc import Callable
from typing import TypeVar

from attrs import evolve
from hypothesis.stateful import RuleBasedStateMachine

from aniworld_core.entities import QueueItem
from aniworld_core.errors import AniworldError
from aniworld_core.memory import MemoryStore
from aniworld_core.ports import Store
from aniworld_core.testing.store_contract.view import without_position

__all__ = ["UNKNOWN", "Twins"]

T = TypeVar("T")

UNKNOWN = 999_999_999
"""The id of an item that no store has."""


class Twins(RuleBasedStateMachine):
    """The store under test and the memory store; ids of queue items may differ between them."""

    store: Store

    def __init__(self) -> None:
        super().__init__()
        self.model = MemoryStore()
        self.ids = {UNKNOWN: UNKNOWN}
        """The store's ids by those of the model."""

    def both(
        self, call: Callable[[Store], T], *, raises: type[AniworldError] | None = None
    ) -> None:
        """Make the same call on both; they must answer, or refuse, alike."""
        ours, theirs = (_answer(call, store, raises) for store in (self.model, self.store))
        assert theirs == ours

    def pair(self, ours: QueueItem, theirs: QueueItem) -> None:
        """Note which two items are the same, and see that they are alike."""
        assert self.ids.setdefault(ours.id, theirs.id) == theirs.id
        assert self.in_model_ids(without_position(theirs)) == without_position(ours)

    def in_model_ids(self, value: object) -> object:
        """Return queue items of the store as the model would have numbered them."""
        if isinstance(value, list):
            return [self.in_model_ids(one) for one in value]
        if not isinstance(value, QueueItem):
            return value
        ours = [model for model, store in self.ids.items() if store == value.id]
        return evolve(value, id=ours[0]) if ours else value


def _answer(call: Callable[[Store], T], store: Store, raises: type[AniworldError] | None) -> object:
    if raises is None:
        return call(store)
    try:
        return call(store)
    except raises as error:
        return type(error)
