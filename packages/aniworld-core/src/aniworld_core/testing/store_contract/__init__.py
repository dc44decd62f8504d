"""What every store must do: examples part by part, and a state machine with the memory store as model."""

from aniworld_core.testing.store_contract.contract import StoreContract

__all__ = ["StoreContract"]
