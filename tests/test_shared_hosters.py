"""Several processes have one store: a hoster's places are for all together, and outlive no process."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread

import pytest

from aniworld_core.clock import utc_now
from aniworld_core.entities import Condition, ConditionKind, QueueState
from aniworld_core.ports import Store
from aniworld_core.testing.watching import eventually
from aniworld_stores_sql import aniworld_open_store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")

WORK = """
import sys
from pathlib import Path
from urllib.request import urlopen

import aniworld_stores_sql
from aniworld_core import hookimpl
from aniworld_core.config import parse
from aniworld_core.entities import EpisodeId
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import VIDEO, World

url, store, place, per_hoster = *sys.argv[1:3], Path(sys.argv[3]), int(sys.argv[4])
IDS = [EpisodeId(1, number) for number in range(1, 9)]


class Asking(World):
    def during(self, report):
        with urlopen(url) as answer:
            answer.read()
        report(1, 2)


world = Asking()
world.during_fetch = world.during
world.series["show"] = show(*IDS)
for id in IDS:
    world.link(id, f"http://hoster.test/{id}", "VOE")
manager = PluginManager()
manager.add(aniworld_stores_sql, "stores-sql")
manager.add(world, "world")
config = parse({
    "library": str(place / "library"),
    "data": str(place / "data"),
    "store": store,
    "downloads": {"reserve": 0, "workers": 3, "per_hoster": per_hoster, "patience": 0.0},
})
with Library.open(config, plugins=manager) as library:
    if len(sys.argv) > 5:
        library.catalog.add("show")
        library.queue.add("show")
    else:
        print(library.downloads.work().finished)
"""


class Hoster:
    """Counts how many connections it has at the same time; each is answered when ``free`` is set."""

    def __init__(self) -> None:
        self.free = Event()
        self.now = self.most = 0
        self._lock = Lock()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.free.wait(30)
        time.sleep(0.1)
        with self._lock:  # before the last byte: who has that may let another one ask at once
            self.now -= 1
        request.send_response(200)
        request.send_header("Content-Length", "0")
        request.end_headers()


@pytest.fixture
def hoster() -> Hoster:
    return Hoster()


@pytest.fixture
def url(hoster: Hoster) -> Iterator[str]:
    """Run the hoster and return its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hoster.answer(self)

        def log_message(self, *_: object) -> None:
            """Keep the output of the tests clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        hoster.free.set()
        server.shutdown()
        thread.join()


def start(url: str, address: str, place: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORK, url, address, place, *arguments]
    return subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True)


@pytest.fixture
def store(url: str, address: str, tmp_path: Path) -> Iterator[Store]:
    """Queue eight episodes of one hoster, and return the store that the processes share."""
    (tmp_path / "library").mkdir()
    with start(url, address, tmp_path, 1, "queue") as process:
        assert process.wait(60) == 0
    opened = aniworld_open_store(address)
    assert opened is not None
    with closing(opened):
        yield opened


def finished(*processes: subprocess.Popen[str]) -> int:
    """Wait for the processes, and return how many episodes they completed."""
    return sum(int(process.communicate(timeout=100)[0]) for process in processes)


def test_a_hoster_never_has_more_downloads_than_places(
    hoster: Hoster, url: str, address: str, store: Store, tmp_path: Path
) -> None:
    hoster.free.set()
    running = [start(url, address, tmp_path, 2) for _ in range(2)]
    assert finished(*running) == 8
    assert hoster.most == 2
    assert store.leases.held(utc_now()) == []


def test_a_hoster_that_failed_has_one_download_at_a_time(
    hoster: Hoster, url: str, address: str, store: Store, tmp_path: Path
) -> None:
    failed = Condition(provider="hoster VOE", kind=ConditionKind.UNAVAILABLE, since=utc_now())
    store.conditions.update("hoster VOE", lambda _: failed)
    running = [start(url, address, tmp_path, 3) for _ in range(2)]
    eventually(lambda: hoster.now, lambda now: now == 1)
    time.sleep(5)
    assert hoster.most == 1
    hoster.free.set()
    assert finished(*running) == 8


def test_a_process_that_is_killed_leaves_its_places(
    hoster: Hoster, url: str, address: str, store: Store, tmp_path: Path
) -> None:
    first = start(url, address, tmp_path, 1)
    eventually(lambda: hoster.now, lambda now: now == 1)
    first.kill()
    first.communicate()
    (held,) = store.leases.held(utc_now(), "hoster voe")
    running = store.queue.page((QueueState.RUNNING,))
    assert held.holder.partition("/")[0] in {item.worker for item in running}
    hoster.free.set()
    began = time.monotonic()
    assert finished(start(url, address, tmp_path, 1)) == 8
    assert time.monotonic() - began < 30, "the lease was waited for"
