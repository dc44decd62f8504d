"""What is asked of Redis and waited for: an answer to a ping, and counts that hold nobody up."""

import logging
import signal
from collections.abc import Iterator
from datetime import timedelta
from time import monotonic

import pytest

from aniworld_core.errors import AniworldError
from aniworld_core.testing.watching import eventually
from aniworld_relays_redis.address import Address
from aniworld_relays_redis.relay import RedisRelay
from tools.redis_server import RedisServer

pytestmark = pytest.mark.needs("redis-server")

HOUR = timedelta(hours=1)


@pytest.fixture
def relay(server: RedisServer) -> Iterator[RedisRelay]:
    relay = RedisRelay(Address.parse(server.url))
    yield relay
    relay.close()


def test_a_server_that_runs_answers(relay: RedisRelay) -> None:
    assert timedelta(0) < relay.ping() < timedelta(seconds=1)


def test_a_server_that_is_away_is_told_with_what_to_do(
    relay: RedisRelay, server: RedisServer
) -> None:
    server.stop()
    with pytest.raises(AniworldError, match=f"127.0.0.1:{server.port} does not answer") as caught:
        relay.ping()
    assert "aniw config unset relay" in caught.value.hint
    server.start()
    assert relay.ping() < timedelta(seconds=1)


def test_a_server_that_hangs_is_given_up(relay: RedisRelay, server: RedisServer) -> None:
    server.signal(signal.SIGSTOP)
    began = monotonic()
    try:
        with pytest.raises(AniworldError, match="does not answer"):
            relay.ping()
    finally:
        server.signal(signal.SIGCONT)
    assert monotonic() - began < 4


def test_a_secret_is_not_told(server: RedisServer) -> None:
    with server.client() as client:
        client.config_set("requirepass", "right")
    relay = RedisRelay(Address.parse(server.url.replace("://", "://:very-wrong@")))
    with pytest.raises(AniworldError) as caught:
        relay.ping()
    assert "very-wrong" not in f"{caught.value.message} {caught.value.hint}"
    assert relay.hit("a", {"door": 1}, HOUR) is None
    relay.close()


def test_who_counts_is_not_held_up_by_a_server_that_hangs(
    relay: RedisRelay, server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "aniworld_relays_redis")
    assert relay.hit("a", {"door": 9}, HOUR) == timedelta(0)
    server.signal(signal.SIGSTOP)
    try:
        for _ in range(3):
            began = monotonic()
            assert relay.hit("b", {"door": 9}, HOUR) is None
            relay.take_back("b", ("door",))
            assert monotonic() - began < 1
    finally:
        server.signal(signal.SIGCONT)
    eventually(lambda: relay.hit("c", {"door": 9}, HOUR), lambda wait: wait == timedelta(0))
    lines = [one.getMessage() for one in caplog.records]
    assert "does not count" in lines[0]
    assert "counts again" in lines[-1]
    assert len(lines) == 2


def test_what_was_counted_is_gone_with_its_window(relay: RedisRelay, server: RedisServer) -> None:
    assert relay.hit("a", {"door": 9}, timedelta(seconds=0.2)) == timedelta(0)
    with server.client() as client:
        assert 0 < client.pttl("aniworld:hits:door") <= 200
        eventually(lambda: client.exists("aniworld:hits:door"), lambda there: not there)


def test_a_clock_that_was_set_back_holds_nobody_up_for_longer_than_the_window(
    relay: RedisRelay, server: RedisServer
) -> None:
    with server.client() as client:
        client.zadd(
            "aniworld:hits:door", {"of a day to come": (server_time(server) + 86_400) * 1e3}
        )
    assert relay.hit("a", {"door": 1}, HOUR) == HOUR


def server_time(server: RedisServer) -> int:
    with server.client() as client:
        return int(client.time()[0])
