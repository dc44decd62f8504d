"""The relay through Redis keeps the contracts of relays, and of those that count."""

import pytest

from aniworld_core.ports import Relay
from aniworld_core.testing import HitsContract, RelayContract
from aniworld_relays_redis import aniworld_open_relay
from tools.redis_server import RedisServer


@pytest.mark.needs("redis-server")
class TestRedisRelay(RelayContract, HitsContract):
    """Each group is a prefix of its own."""

    @pytest.fixture(autouse=True)
    def _server(self, server: RedisServer) -> None:
        self.url = server.url

    def open_relay(self, group: str) -> Relay:
        relay = aniworld_open_relay(f"{self.url}?prefix={group}")
        assert relay is not None
        return relay
