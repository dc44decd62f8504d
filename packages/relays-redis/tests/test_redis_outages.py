"""Redis goes away, hangs, comes back and is emptied, and whoever publishes does not feel it."""

import logging
import signal
from collections.abc import Callable, Iterator
from time import monotonic, sleep

import pytest
from redis import Redis

from aniworld_core.events import DownloadProgress, QueueChanged, ScanFinished
from aniworld_core.ports import Relay
from aniworld_core.testing.event_samples import progress, queued
from aniworld_core.testing.watching import Heard, eventually
from aniworld_relays_redis import aniworld_open_relay
from tools.redis_server import RedisServer

pytestmark = pytest.mark.needs("redis-server")

END = ScanFinished(folders=0, read=0, files=0)


@pytest.fixture
def relay(server: RedisServer) -> Iterator[Callable[[], Relay]]:
    opened: list[Relay] = []

    def open_one() -> Relay:
        relay = aniworld_open_relay(server.url)
        assert relay is not None
        opened.append(relay)
        return relay

    yield open_one
    for one in opened:
        one.close()


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged of the relays here, without reasons."""
    return [one.getMessage().partition(",")[0].split()[-1] for one in caplog.records]


def ids(heard: Heard) -> list[int]:
    heard.wait(ScanFinished)
    return [event.id for event in heard.wait(QueueChanged)]


def test_what_happens_in_an_outage_is_heard_afterwards(
    relay: Callable[[], Relay], server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "aniworld_relays_redis")
    sender, heard = relay(), Heard()
    relay().subscribe(heard)
    sender.publish(queued(0))
    heard.wait(QueueChanged)
    server.stop()
    eventually(lambda: told(caplog), lambda lines: "away" in lines)
    began = monotonic()
    for id in range(1, 500):
        sender.publish(queued(id))
        sender.publish(progress(1, id))
    assert monotonic() - began < 2, "it waited for Redis"
    sender.publish(END)
    eventually(lambda: told(caplog).count("away"), lambda count: count == 2)
    server.start()
    assert ids(heard) == list(range(500))
    received = [one.received for one in heard.wait(DownloadProgress)]
    assert received == sorted(received)
    assert received[-1] == 499
    eventually(lambda: sorted(told(caplog)), lambda lines: lines == ["away"] * 2 + ["back"] * 2)


def test_who_begins_in_an_outage_hears_what_comes_after_it(
    relay: Callable[[], Relay], server: RedisServer
) -> None:
    server.stop()
    sender, heard = relay(), Heard()
    began = monotonic()
    relay().subscribe(heard)
    assert monotonic() - began < 5
    sender.publish(queued(1))
    sender.publish(END)
    server.start()
    assert ids(heard) == [1]


def test_news_begin_with_the_subscription(relay: Callable[[], Relay], server: RedisServer) -> None:
    sender, heard = relay(), Heard()
    sender.publish(queued(1))
    with server.client() as client:
        eventually(lambda: client.xlen("aniworld:events"), lambda length: length == 1)
    relay().subscribe(heard)
    sender.publish(queued(2))
    sender.publish(END)
    assert ids(heard) == [2]


def test_redis_is_emptied(relay: Callable[[], Relay], server: RedisServer) -> None:
    sender, heard = relay(), Heard()
    relay().subscribe(heard)
    with server.client() as client:
        for id in range(20):
            sender.publish(queued(id))
            heard.wait(QueueChanged, id + 1)
            client.flushall()
            sleep(0.005)  # within one millisecond, places would begin anew
    sender.publish(END)
    assert ids(heard) == list(range(20))


def test_redis_comes_back_with_a_clock_that_is_behind(
    relay: Callable[[], Relay], server: RedisServer
) -> None:
    sender, heard = relay(), Heard()
    relay().subscribe(heard)
    sender.publish(queued(1))
    heard.wait(QueueChanged)
    with server.client() as client:
        ((_, message),) = client.xrange("aniworld:events")
        client.flushall()
        client.xadd("aniworld:events", {**message, "number": "2"}, id="5-1")
        assert len(heard.wait(QueueChanged, 2)) == 2


def test_a_part_that_was_sent_twice_is_heard_once(
    relay: Callable[[], Relay], server: RedisServer
) -> None:
    """A connection may break between the arrival of some events and the answer."""
    sender, heard = relay(), Heard()
    relay().subscribe(heard)
    sender.publish(queued(1))
    heard.wait(QueueChanged)
    with server.client() as client:
        ((_, message),) = client.xrange("aniworld:events")
        client.xadd("aniworld:events", message)
        client.xadd("aniworld:events", {**message, "origin": "another"})
    sender.publish(END)
    assert ids(heard) == [1, 1]


def test_what_a_newer_version_tells_is_skipped_with_one_line(
    relay: Callable[[], Relay], server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    sender, heard = relay(), Heard()
    relay().subscribe(heard)
    with server.client() as client:
        for number in range(1, 4):
            event = '{"event": "SeriesSold", "data": {}}'
            fields = {"origin": "new", "number": str(number), "event": event}
            client.xadd("aniworld:events", fields)
        client.xadd("aniworld:events", {"odd": "1"})
    sender.publish(queued(1))
    sender.publish(END)
    assert ids(heard) == [1]
    lines = [one.getMessage() for one in caplog.records]
    assert len([one for one in lines if "'SeriesSold' are unknown here" in one]) == 1
    assert len(lines) == 2


def test_a_server_that_hangs_holds_nobody_up(
    relay: Callable[[], Relay], server: RedisServer
) -> None:
    sender, heard = relay(), Heard()
    relay().subscribe(heard)
    server.signal(signal.SIGSTOP)
    try:
        began = monotonic()
        for id in range(1000):
            sender.publish(queued(id))
        assert monotonic() - began < 2
    finally:
        server.signal(signal.SIGCONT)
    sender.publish(END)
    assert ids(heard) == list(range(1000))


def test_its_end_does_not_wait_for_a_server_that_hangs(server: RedisServer) -> None:
    relay = aniworld_open_relay(server.url)
    assert relay is not None
    server.signal(signal.SIGSTOP)
    relay.publish(queued(1))
    began = monotonic()
    relay.close()
    assert monotonic() - began < 5
    server.signal(signal.SIGCONT)


def test_the_stream_stays_small_and_is_gone_after_a_while(
    relay: Callable[[], Relay], server: RedisServer
) -> None:
    sender, heard = relay(), Heard()
    relay().subscribe(heard)
    for id in range(15_000):
        sender.publish(queued(id))
        if id % 1000 == 999:
            heard.wait(QueueChanged, id + 1)
    with server.client() as client:
        assert 10_000 <= client.xlen("aniworld:events") < 11_000
        assert 0 < client.ttl("aniworld:events") <= 3600


def test_a_password_that_is_wrong_is_told_without_it(
    server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    with Redis.from_url(server.url) as client:
        client.config_set("requirepass", "right")
    relay = aniworld_open_relay(server.url.replace("://", "://:very-wrong@"))
    assert relay is not None
    relay.publish(queued(1))
    eventually(lambda: [*caplog.records], len)
    relay.close()
    assert "is away" in caplog.text
    assert "very-wrong" not in caplog.text
