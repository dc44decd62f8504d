"""Claims a second of 1, 4 and 16 workers, beside a plain loop in the driver on a table of the same shape.

The workers are processes; each claims an item and ends it at once, so that nothing but the store is measured.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

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
from bench.harness import FULL, measure_told
from bench.plain_queue import PlainQueue, copy_table, finished
from bench.racing import Begin, race
from bench.services import there
from tools.databases import SERVERS, answers, own_database

__all__ = ["run"]

_CLAIMS = 1_600 if FULL else 320
"""Items that are taken in one race, by all workers together."""

_BEFORE = 16
"""Items that each worker takes before, until its statements are compiled, prepared and planned."""

_REPEAT = 3 if FULL else 2
_LIMITS = {1: 2.0, 4: 2.0, 16: 3.0}
"""By how many workers: how many times as long as the plain loop they may take.

Where more of them share the machine with the server than it has cores, what each computes counts, and not
what it waits for; 2 are wanted there too.
"""

_LEASE = timedelta(minutes=10)
_DONE = Outcome(state=QueueState.DONE)


def run() -> None:
    """Measure on each engine that is there."""
    with TemporaryDirectory() as directory:
        _measure("SQLite", f"sqlite:///{Path(directory) / 'library.db'}")
    for kind in SERVERS:
        if there(kind, answers=answers(kind)):
            with own_database(kind) as url:
                _measure(kind, url)


def _measure(engine: str, url: str) -> None:
    _fill(url)
    copy_table(url)
    for workers, limit in _LIMITS.items():
        measure_told(
            f"{engine}: {_CLAIMS:,} claims and ends, {workers} worker{'s' * (workers > 1)}",
            partial(_race, workers, partial(_ours, url), url, "queue"),
            partial(_race, workers, partial(_plain, url), url, "plain_queue"),
            limit,
            repeat=_REPEAT,
        )


def _race(workers: int, begin: Begin, url: str, table: str) -> float:
    """Let them race, and make sure that no item was given twice."""
    done = finished(url, table)
    took = race(workers, begin, each=_CLAIMS // workers, before=_BEFORE)
    taken = finished(url, table) - done
    if taken != _CLAIMS + _BEFORE * workers:
        raise RuntimeError(f"{taken} items of {table} were ended")
    return took


@contextmanager
def _ours(url: str, worker: str) -> Iterator[Callable[[], object]]:
    store = _open(url)

    def work() -> None:
        item = store.queue.claim(worker, _LEASE, utc_now())
        assert item is not None
        store.queue.finish(item.id, item.claim, _DONE, utc_now())

    yield work
    store.close()


@contextmanager
def _plain(url: str, worker: str) -> Iterator[Callable[[], object]]:
    with PlainQueue.open(url) as queue:
        yield partial(queue.work, worker)


def _fill(url: str) -> None:
    """Queue more than all races take, even when each is run twice as often because it was slow."""
    wanted = Wanted(languages=(GER_DUB,))
    races = 2 * _REPEAT * sum(_CLAIMS + _BEFORE * workers for workers in _LIMITS)
    items = [
        NewItem(
            key=SeriesKey(f"series-{number // 100}"),
            episode=EpisodeId(1, number % 100 + 1),
            wanted=wanted,
        )
        for number in range(races + 1_000)
    ]
    store = _open(url)
    store.queue.add(*items, now=utc_now())
    store.close()


def _open(url: str) -> Store:
    store = aniworld_open_store(url)
    assert store is not None
    return store
