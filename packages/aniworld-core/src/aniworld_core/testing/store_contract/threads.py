"""What holds for every store that several threads use at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

from attrs import evolve

from aniworld_core.entities import GER_DUB, Allowance, EpisodeId, NewItem, Series, Wanted
from aniworld_core.ports import Store
from aniworld_core.testing.strategies import DAYS, KEYS

__all__ = ["ThreadContract"]

T = TypeVar("T")

_THREADS = 6


def _together(work: Callable[[int], list[T]]) -> list[T]:
    """Run work in threads that begin at one moment; return all results."""
    start = Barrier(_THREADS)

    def run(number: int) -> list[T]:
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

    def test_no_place_is_taken_twice(self, store: Store) -> None:
        """Let threads ask for the two places of a name."""
        hour = timedelta(hours=1)

        def take(number: int) -> list[bool]:
            return [store.leases.take("site", f"worker {number}", hour, DAYS[0], places=2)]

        assert sum(_together(take)) == 2

    def test_no_request_is_counted_twice(self, store: Store) -> None:
        """Let threads spend what an hour allows."""
        hourly = Allowance(every=timedelta(0), per_hour=10)

        def spend(_: int) -> list[bool]:
            return [not store.paces.spend("site", hourly, DAYS[0]) for _ in range(3)]

        assert sum(_together(spend)) == 10

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

    def test_one_first_password_wins(self, store: Store) -> None:
        """Let threads set the first password, and ask for the secret, at one moment."""

        def sign_up(number: int) -> list[tuple[int, bool, str]]:
            won = store.access.set_password(str(number), DAYS[0], first=True)
            return [(number, won, store.access.secret(str(number)))]

        answers = _together(sign_up)
        assert [str(number) for number, won, _ in answers if won] == [store.access.password()]
        assert {secret for *_, secret in answers} == {store.access.secret("other")}
