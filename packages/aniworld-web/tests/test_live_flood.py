"""A flood of events from many threads: every client hears all of it, and one that sleeps costs nobody."""

import json
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from statistics import quantiles

import pytest
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from aniworld_core.entities import EpisodeId, SeriesKey
from aniworld_core.events import DownloadFinished, DownloadProgress
from aniworld_core.library import Library
from aniworld_web.site import Site

CLIENTS, THREADS, DOWNLOADS, STEPS = 60, 8, 40, 12
Dial = Callable[[int], AbstractContextManager[ClientConnection]]
KEY, EPISODE = SeriesKey("fern"), EpisodeId(1, 1)


@pytest.fixture
def dial(url: str, token: str) -> Dial:
    """Return a function that connects and joins the downloads' progress."""

    @contextmanager
    def one(max_queue: int) -> Iterator[ClientConnection]:
        with connect(
            f"{url.replace('http', 'ws', 1)}/ws/connect",
            origin=Origin(url),
            additional_headers={"Cookie": f"aniworld_session={token}"},
            compression=None,
            proxy=None,
            max_queue=max_queue,
            close_timeout=1,
        ) as connection:
            connection.send('{"action": "join", "room": "download_progress"}')
            while json.loads(connection.recv(timeout=30))["type"] != "joined":
                pass
            yield connection

    return one


def finals(connection: ClientConnection, expected: int) -> list[int]:
    """Read until so many downloads ended and return them; no progress may follow an end."""
    ended: list[int] = []
    last: dict[int, int] = {}
    seq = 0
    while len(ended) < expected:
        message = json.loads(connection.recv(timeout=30))
        assert message["seq"] > seq
        seq, id = message["seq"], message["data"]["download_id"]
        if message["type"] == "download_complete":
            ended.append(id)
        else:
            assert id not in ended
            assert message["data"]["received"] > last.get(id, -1)
            last[id] = message["data"]["received"]
    return ended


def work(library: Library, first: int) -> None:
    """Play a worker that has several downloads one after another."""
    for id in range(first, first + DOWNLOADS):
        for step in range(STEPS):
            library.emit(
                DownloadProgress(
                    id=id,
                    key=KEY,
                    episode=EPISODE,
                    received=step,
                    total=STEPS,
                    speed=None,
                    eta=None,
                )
            )
        library.emit(DownloadFinished(id=id, key=KEY, episode=EPISODE, path="Fern.mkv", size=STEPS))


def test_a_flood_reaches_everybody_whole(library: Library, dial: Dial) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(dial(16)) for _ in range(CLIENTS)]
        with ThreadPoolExecutor(CLIENTS + THREADS) as pool:
            heard = [pool.submit(finals, one, THREADS * DOWNLOADS) for one in clients]
            for number in range(THREADS):
                pool.submit(work, library, number * DOWNLOADS)
            everything = set(range(THREADS * DOWNLOADS))
            for one in heard:
                ended = one.result()
                assert set(ended) == everything
                assert len(ended) == len(everything)


def test_a_sleeper_costs_the_others_nothing_and_is_let_go(
    library: Library,
    site: Site,
    dial: Dial,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(site.hub, "_patience", 1.0)
    with ExitStack() as stack:
        asleep = stack.enter_context(dial(1))
        asleep.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        awake = stack.enter_context(dial(16))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        rounds = 0
        until = time.monotonic() + 60
        while len(site.hub.feed.readers) == 2 and time.monotonic() < until:
            flood = threading.Thread(target=_many_finals, args=(library, rounds * 2000))
            flood.start()
            lags = _lags(awake, 2000)
            flood.join()
            assert quantiles(lags, n=100)[98] < 1
            rounds += 1
        assert len(site.hub.feed.readers) == 1
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown < 50 * 1024


def _many_finals(library: Library, first: int) -> None:
    """Tell of 1,000 downloads a second; the size of a file is when that was, in nanoseconds."""
    begin = time.monotonic()
    for number in range(2000):
        time.sleep(max(0.0, begin + number / 1000 - time.monotonic()))
        library.emit(
            DownloadFinished(
                id=first + number, key=KEY, episode=EPISODE, path="Fern" * 400, size=time.time_ns()
            )
        )


def _lags(connection: ClientConnection, count: int) -> list[float]:
    """Hear of so many downloads and return for each the seconds since then."""
    messages = (json.loads(connection.recv(timeout=30)) for _ in range(count))
    return [time.time() - message["data"]["size"] / 1e9 for message in messages]
