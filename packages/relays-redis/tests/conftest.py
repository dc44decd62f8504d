"""Fixtures of the relay's tests: a Redis that a test may stop and empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.redis_server import RedisServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    with RedisServer(tmp_path) as server:
        yield server
