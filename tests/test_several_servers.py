"""Two web processes over one store: whoever is kept out of one is kept out of the other."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from aniworld_demo.replica import Replica
from tests.serving import Place, Served
from tools.redis_server import RedisServer

pytestmark = [
    pytest.mark.needs("redis-server"),
    pytest.mark.skipif(os.name != "posix", reason="the signals are POSIX's"),
]


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with RedisServer(tmp_path) as server:
        yield server


@pytest.fixture
def place(tmp_path: Path, redis: RedisServer) -> Iterator[Place]:
    with Replica(rate_limited=0) as replica:
        place = Place(tmp_path, replica)
        place.environment["ANIWORLD_RELAY"] = redis.url
        yield place


@pytest.fixture
def servers(place: Place) -> Iterator[tuple[Served, Served]]:
    """Serve one library twice; somebody is signed in to both."""
    with place.served("--no-workers") as one, place.served("--no-workers") as other:
        one.sign_in()
        other.client.headers["Authorization"] = one.client.headers["Authorization"]
        yield one, other
        assert "Traceback" not in one.end() + other.end()


def guess(served: Served) -> int:
    answer = served.client.post("/api/auth/login", json={"password": "a wrong guess"})
    return answer.status_code


def enter(served: Served, ticket: str) -> int:
    """Show a ticket, and return the status that is answered: 101 opens the connection."""
    address = f"{served.url.replace('http', 'ws', 1)}/ws/connect?ticket={ticket}"
    try:
        with connect(address, origin=Origin(served.url), proxy=None):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_the_limit_of_wrong_passwords_is_one_for_both(
    servers: tuple[Served, Served], place: Place
) -> None:
    assert [guess(servers[n % 2]) for n in range(10)] == [401] * 10
    assert [guess(served) for served in servers] == [429, 429]
    with place.served("--no-workers") as late:
        assert guess(late) == 429
        late.end()
    assert all(one.client.get("/api/auth/status").json()["signed_in"] for one in servers)


def test_without_redis_each_counts_its_own_and_nobody_waits(
    servers: tuple[Served, Served], redis: RedisServer
) -> None:
    one, other = servers
    assert [guess(one) for _ in range(6)] == [401] * 6
    redis.stop()
    assert [guess(one) for _ in range(5)] == [401] * 4 + [429]
    assert [guess(other) for _ in range(11)] == [401] * 10 + [429]


def test_a_ticket_of_one_opens_one_connection_at_the_other(
    servers: tuple[Served, Served],
) -> None:
    one, other = servers
    ticket = one.client.post("/api/auth/ws-ticket").json()["ticket"]
    assert enter(other, ticket) == 101
    assert enter(one, ticket) == 401
    with ThreadPoolExecutor(6) as threads:
        for _ in range(5):
            ticket = one.client.post("/api/auth/ws-ticket").json()["ticket"]
            found = threads.map(enter, [one, other] * 3, [ticket] * 6)
            assert sorted(found) == [101] + [401] * 5


def test_the_doctor_tells_whether_the_relay_answers(place: Place, redis: RedisServer) -> None:
    assert "answers after" in relay_of(place)["text"]
    redis.stop()
    found = relay_of(place)
    assert not found["ok"]
    assert "does not answer" in found["text"]
    assert "aniw config unset relay" in found["fix"]


def relay_of(place: Place) -> dict[str, str]:
    """Return what the doctor finds of the relay, whatever else is missing on this machine."""
    with place.start("doctor") as process:
        output, errors = process.communicate(timeout=100)
    assert "Traceback" not in errors
    (found,) = (one for one in json.loads(output)["checks"] if one["name"] == "relay")
    return dict(found)
