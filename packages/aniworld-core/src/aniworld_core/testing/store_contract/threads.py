"""What holds for every store that several threads use at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from attrs import evolve

from aniworld_core.entities import GER_DUB, EpisodeId, NewItem, Series, Wanted
from aniworld_core.ports import Store
from aniworld_core.testing.strategies import DAYS, KEYS

__all__ = ["ThreadContract"]

_THREADS = 6


def _together(work: Callable[[int], list[int]]) -> list[int]:
    """Run work in threads that begin at one moment; return all results."""
    start = Barrier(_THREADS)

    def run(number: int) -> list[int]:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(_THREADS) as pool:
        return [one for results in pool.map(run, range(_THREADS)) for one in results]


class ThreadContract:
    """Tests of a store under threads."""

    def test_no_item_is_claimed_twice(self, store: Store) -> None:
        """Let threads empty the queue."""
        items = [
            NewItem(key=KEYS[0], episode=EpisodeId(1, number), wanted=Wanted(languages=(GER_DUB,)))
            for number in range(1, 41)
        ]
        added = store.queue.add(*items, now=DAYS[0])

        def empty(number: int) -> list[int]:
            taken = []
            while item := store.queue.claim(f"worker {number}", timedelta(hours=1), DAYS[0]):
                taken.append(item.id)
            return taken

        assert sorted(_together(empty)) == sorted(item.id for item in added)

    def test_no_change_is_lost(self, store: Store) -> None:
        """Let threads change one series, each time from what it is."""
        store.series.put(Series(key=KEYS[0], provider="p", ref="r", title="t", year=0))

        def count(_: int) -> list[int]:
            for _ in range(10):
                store.series.update(KEYS[0], lambda one: evolve(one, year=(one.year or 0) + 1))
            return []

        _together(count)
        changed = store.series.get(KEYS[0])
        assert changed is not None
        assert changed.year == 10 * _THREADS
