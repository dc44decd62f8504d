"""A killed process costs nothing that was said to be written, and no queue item."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import count, islice
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    GER_DUB,
    EpisodeId,
    NewItem,
    Outcome,
    QueueState,
    SeriesKey,
    Wanted,
)
from aniworld_core.ports import Store
from aniworld_stores_sql import aniworld_open_store
from tools.databases import SERVERS, connections, own_database

HERE = Path(__file__).parent
WORKERS = 8
KILLS = 20
WORKER_KILLS, ITEMS = (200, 6_000) if os.environ.get("ANIWORLD_SOAK") else (40, 1_000)


@pytest.fixture(
    params=["sqlite", *(pytest.param(kind, marks=pytest.mark.needs(kind)) for kind in SERVERS)]
)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of an empty store of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "library.db"
        yield f"sqlite:///{path}"
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    else:
        with own_database(request.param) as url:
            yield url


@contextmanager
def opened(url: str) -> Iterator[Store]:
    store = aniworld_open_store(url)
    assert store is not None
    yield store
    store.close()


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def kill(process: subprocess.Popen[str]) -> list[str]:
    """Kill a process and return the lines that it had still said."""
    process.kill()
    rest, _ = process.communicate()
    return rest.split()


def test_a_killed_writer_loses_nothing(url: str) -> None:
    chance = random.Random(7)
    written = 0
    kills = KILLS if url.startswith("sqlite") else KILLS // 2
    for _ in range(kills):
        process = start("killed_writer.py", url, written + 1)
        assert process.stdout is not None
        said = [process.stdout.readline()]
        time.sleep(chance.uniform(0, 0.05))
        said += kill(process)
        written = int(said[-1])
        _wait_for_the_server(url)
        written = _check(url, written)
    assert written >= kills


def _wait_for_the_server(url: str) -> None:
    """Wait until a server is done with what a killed process had asked it to do."""
    if not url.startswith("sqlite"):
        while connections(url):
            time.sleep(0.005)


def _check(url: str, said: int) -> int:
    """See that the store is whole and has all that was said; return the last number in it."""
    with opened(url) as store:
        history = store.history.of(limit=1_000_000)
        numbers = [int(entry.text) for entry in reversed(history)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert said <= len(numbers) <= said + 1
        assert store.queue.counts().get(QueueState.DONE, 0) - len(numbers) in {0, 1}
        (summary,) = store.series.page()
        files = store.files.inside("Moon")
        on_disk = sum(file.episodes[0].number <= summary.episodes for file in files)
        assert summary.missing == summary.episodes - on_disk
    return len(numbers)


def test_killed_workers_lose_no_item_and_finish_none_twice(url: str, tmp_path: Path) -> None:
    """Queue writes go to the disk at once; what only caches is written as in the test above."""
    with opened(url) as store:
        killed = _storm(store, url, tmp_path)
        if not url.startswith("sqlite"):
            # A server may have carried out a claim after its worker had died and was released.
            _work_off_what_was_held(store, killed, tmp_path)
        done = store.queue.page(limit=ITEMS + 1)
        assert store.queue.counts() == {QueueState.DONE: ITEMS}
        # Some workers were killed while they held an item, and no more than were killed.
        assert 0 < sum(item.claim for item in done) - ITEMS <= WORKER_KILLS
    noted = [id for notes in tmp_path.glob("*.notes") for id in notes.read_text().split()]
    assert len(noted) == len(set(noted))
    assert ITEMS - WORKER_KILLS <= len(noted) <= ITEMS


def _work_off_what_was_held(store: Store, killed: list[str], directory: Path) -> None:
    held = sum(store.queue.release(name) for name in killed)
    with (directory / "last.notes").open("w", encoding="utf-8") as notes:
        for _ in range(held):
            item = store.queue.claim("last", timedelta(hours=1), utc_now())
            assert item is not None
            done = Outcome(state=QueueState.DONE)
            assert store.queue.finish(item.id, item.claim, done, utc_now())
            notes.write(f"{item.id}\n")


def _storm(store: Store, url: str, directory: Path) -> list[str]:
    """Queue items bit by bit, and kill a worker after each bit; another takes its place.

    Returns the names of those that were killed.
    """
    chance = random.Random(7)
    wanted = Wanted(languages=(GER_DUB,))
    items = (
        NewItem(key=SeriesKey("moon"), episode=EpisodeId(1, number), wanted=wanted)
        for number in range(1, ITEMS + 1)
    )
    nursery = _Nursery(url, directory)
    killed = []
    for _ in range(WORKERS):
        nursery.bear()
    for kills in range(WORKER_KILLS):
        store.queue.add(*islice(items, ITEMS // WORKER_KILLS), now=utc_now())
        name, pid = nursery.holding()
        # Each second kill hits a worker that took an item just now, the others come anywhen.
        if kills % 2:
            time.sleep(chance.uniform(0, 0.05))
        os.kill(pid, signal.SIGKILL)
        store.queue.release(name)
        killed.append(name)
        nursery.bear()
    (directory / "last").touch()
    assert nursery.wait() == 0
    return killed


class _Nursery:
    """The process that forks workers, and what they say."""

    def __init__(self, url: str, directory: Path) -> None:
        command = [sys.executable, str(HERE / "claiming_worker.py"), url]
        self._process = subprocess.Popen(
            [*command, str(directory)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._names = (f"worker-{number}" for number in count())
        self._told: Queue[str] = Queue()
        self._hearing = Thread(target=self._hear)
        self._hearing.start()
        self._given: set[str] = set()

    def bear(self) -> None:
        """Let another worker begin."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{next(self._names)}\n")
        self._process.stdin.flush()

    def holding(self) -> tuple[str, int]:
        """Wait for a worker that takes an item, each worker once."""
        while not self._told.empty():  # that was long ago
            self._told.get()
        while (line := self._told.get(timeout=60)) in self._given:
            pass
        self._given.add(line)
        name, pid = line.split()
        return name, int(pid)

    def wait(self) -> int:
        """Wait for all workers to end, and return how many ended badly."""
        with self._process:  # closes the pipes, and waits
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._hearing.join(600)
        return self._process.returncode

    def _hear(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._told.put(line)
