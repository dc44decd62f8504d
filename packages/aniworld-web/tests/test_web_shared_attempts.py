"""Wrong passwords are counted over all processes by a real Redis, and by each alone while that is away."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from time import monotonic

import pytest

from aniworld_core.errors import TooManyAttempts
from aniworld_core.memory import MemoryStore
from aniworld_core.plugins import GuardedRelay
from aniworld_core.ports import Relay
from aniworld_core.testing.watching import eventually
from aniworld_relays_redis import aniworld_open_relay
from aniworld_web.auth.attempts import Attempts
from aniworld_web.auth.shared_attempts import SharedAttempts
from tools.redis_server import RedisServer

pytestmark = pytest.mark.needs("redis-server")

ADDRESS = "192.0.2.77"
Process = Callable[[], Attempts]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    with RedisServer(tmp_path) as server:
        yield server


@pytest.fixture
def process(server: RedisServer) -> Iterator[Process]:
    """Return a function that makes what each process has: a relay of its own, and the same store."""
    store, opened = MemoryStore(), list[Relay]()

    def make() -> Attempts:
        relay = aniworld_open_relay(f"{server.url}?prefix=two")
        assert relay is not None
        opened.append(relay)
        return Attempts(SharedAttempts(GuardedRelay(relay), store.access))

    yield make
    for relay in opened:
        relay.close()


def wait_of(attempts: Attempts, address: str = ADDRESS) -> float:
    """Try a wrong password; return the seconds to wait when there were too many, else 0."""
    try:
        with attempts.attempt(address) as failed:
            failed()
    except TooManyAttempts as error:
        return error.retry_after.total_seconds()
    return 0.0


def allowed(attempts: Attempts, address: str = ADDRESS) -> int:
    """Count the wrong passwords until there were too many."""
    return next(n for n in range(200) if wait_of(attempts, address))


def test_going_to_another_process_is_no_way_round(process: Process) -> None:
    one, other = process(), process()
    assert [wait_of(one if n % 2 else other) for n in range(10)] == [0.0] * 10
    for attempts in (one, other, process()):
        assert 290 < wait_of(attempts) <= 300
        assert not wait_of(attempts, "192.0.2.78")


def test_all_addresses_together_have_a_hundred(process: Process) -> None:
    processes = [process(), process()]
    waits = [wait_of(processes[n % 2], f"10.0.{n % 4}.{n}") for n in range(110)]
    assert [bool(wait) for wait in waits] == [False] * 100 + [True] * 10


def test_of_many_at_one_moment_ten_are_looked_at(process: Process) -> None:
    processes = [process() for _ in range(3)]

    def look(n: int) -> bool:
        try:
            with processes[n % 3].attempt(ADDRESS) as failed:
                failed()
                return True
        except TooManyAttempts:
            return False

    with ThreadPoolExecutor(12) as threads:
        assert sum(threads.map(look, range(60))) == 10


def test_right_passwords_take_nothing_away_and_count_nowhere(process: Process) -> None:
    one, other = process(), process()
    assert not any(wait_of(one) for _ in range(9))
    for _ in range(20):
        with other.attempt(ADDRESS):
            pass
    with pytest.raises(ValueError, match="a fault"), one.attempt(ADDRESS):
        raise ValueError("a fault while the password was looked at")
    assert allowed(other) == 1


def test_what_the_relay_keeps_names_nobody_and_is_gone_by_itself(
    process: Process, server: RedisServer
) -> None:
    wait_of(process())
    with server.client() as client:
        keys = [str(key) for key in client.scan_iter()]
        assert len(keys) == 2
        assert all(key.startswith("two:hits:") for key in keys)
        assert not any(ADDRESS in key or "everybody" in key for key in keys)
        assert all(0 < client.ttl(key) <= 300 for key in keys)
        held = " ".join(str(client.zrange(key, 0, -1)) for key in keys)
    assert ADDRESS not in held


def test_while_redis_is_away_each_process_counts_its_own(
    process: Process, server: RedisServer
) -> None:
    one, other = process(), process()
    assert not any(wait_of(one) for _ in range(6))
    server.stop()
    began = monotonic()
    assert allowed(one) == 4
    assert allowed(other) == 10
    assert monotonic() - began < 3
    server.start()
    for attempts in (one, other):
        eventually(partial(held_meanwhile, attempts, server), bool)
    assert [wait_of(one if n % 2 else other, "192.0.2.78") for n in range(10)] == [0.0] * 10
    assert all(wait_of(attempts, "192.0.2.78") for attempts in (one, other))


def held_meanwhile(attempts: Attempts, server: RedisServer) -> int:
    """Return how many hits the server holds while a password is looked at that is right."""
    with attempts.attempt("192.0.2.79"), server.client() as client:
        return sum(client.zcard(key) for key in client.scan_iter("two:hits:*"))


def test_a_redis_that_hangs_holds_no_login_up_for_a_second(
    process: Process, server: RedisServer
) -> None:
    known, fresh = process(), process()
    assert not wait_of(known)
    server.signal(signal.SIGSTOP)
    try:
        for attempts in (known, fresh):
            for _ in range(3):
                began = monotonic()
                assert not wait_of(attempts)
                assert monotonic() - began < 1
    finally:
        server.signal(signal.SIGCONT)
