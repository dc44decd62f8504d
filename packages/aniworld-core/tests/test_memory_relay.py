"""The memory relay keeps the contract that it is the reference for."""

from collections import defaultdict

from aniworld_core.memory import MemoryExchange
from aniworld_core.ports import Relay
from aniworld_core.testing import RelayContract

EXCHANGES: defaultdict[str, MemoryExchange] = defaultdict(MemoryExchange)


class TestMemoryRelay(RelayContract):
    def open_relay(self, group: str) -> Relay:
        return EXCHANGES[group].relay()
