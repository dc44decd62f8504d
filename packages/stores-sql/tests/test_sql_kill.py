"""A killed process costs nothing that was said to be written, and no queue item."""

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from aniworld_core.clock import utc_now
from aniworld_core.entities import GER_DUB, EpisodeId, NewItem, QueueState, SeriesKey, Wanted
from aniworld_core.ports import Store
from aniworld_stores_sql import aniworld_open_store

HERE = Path(__file__).parent
KILLS = 20
ITEMS = 300
WORKERS = 3


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    store = aniworld_open_store(f"sqlite:///{path}")
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


def test_a_killed_writer_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    chance = random.Random(7)
    written = 0
    for _ in range(KILLS):
        process = start("killed_writer.py", f"sqlite:///{path}", written + 1)
        assert process.stdout is not None
        said = [process.stdout.readline()]
        time.sleep(chance.uniform(0, 0.05))
        said += kill(process)
        written = int(said[-1])
        written = _check(path, written)
    assert written >= KILLS


def _check(path: Path, said: int) -> int:
    """See that the store is whole and has all that was said; return the last number in it."""
    with opened(path) as store:
        history = store.history.of(limit=1_000_000)
        numbers = [int(entry.text) for entry in reversed(history)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert said <= len(numbers) <= said + 1
        assert store.queue.counts().get(QueueState.DONE, 0) - len(numbers) in {0, 1}
        (summary,) = store.series.page()
        files = store.files.inside("Moon")
        on_disk = sum(file.episodes[0].number <= summary.episodes for file in files)
        assert summary.missing == summary.episodes - on_disk
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return len(numbers)


def test_killed_workers_lose_no_item_and_finish_none_twice(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with opened(path) as store:
        wanted = Wanted(languages=(GER_DUB,))
        items = [
            NewItem(key=SeriesKey("moon"), episode=EpisodeId(1, number), wanted=wanted)
            for number in range(1, ITEMS + 1)
        ]
        store.queue.add(*items, now=utc_now())
        kills = _storm(store, path, tmp_path)
        done = store.queue.page(limit=ITEMS + 1)
        assert store.queue.counts() == {QueueState.DONE: ITEMS}
        # Some workers were killed while they held an item, and no more than were killed.
        assert 0 < sum(item.claim for item in done) - ITEMS <= kills
    noted = [id for notes in tmp_path.glob("*.notes") for id in notes.read_text().split()]
    assert len(noted) == len(set(noted))
    assert ITEMS - kills <= len(noted) <= ITEMS


def _storm(store: Store, path: Path, notes: Path) -> int:
    """Let workers empty the queue, kill one after the other; return how many were killed."""
    chance = random.Random(7)
    names = (f"worker-{number}" for number in range(1_000))
    kills = 0

    def begin() -> tuple[str, subprocess.Popen[str]]:
        name = next(names)
        process = start("claiming_worker.py", f"sqlite:///{path}", name, notes / f"{name}.notes")
        return name, process

    workers = [begin() for _ in range(WORKERS)]
    while kills < KILLS // 2:
        # Each second kill hits the newest worker right after it took an item, the others come anywhen.
        just_then = kills % 2 == 0
        name, process = workers.pop(-1 if just_then else 0)
        assert process.stdout is not None
        for _ in range(2):  # "ready", and "holding" for its first item
            process.stdout.readline()
        if not just_then:
            time.sleep(chance.uniform(0, 0.05))
        kill(process)
        store.queue.release(name)
        kills += 1
        workers.append(begin())
    for _, process in workers:
        process.communicate(timeout=60)
        assert process.returncode == 0
    return kills
