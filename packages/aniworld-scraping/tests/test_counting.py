"""Where a client's requests are counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from aniworld_core.entities import Allowance
from aniworld_scraping.counting import Counting

BEGIN = datetime(2026, 11, 23, 8, tzinfo=UTC)
NOTHING = timedelta(0)
HOUR = timedelta(hours=1)


def hourly(count: int) -> Allowance:
    return Allowance(every=NOTHING, per_hour=count)


def test_alone_it_counts_its_own() -> None:
    now = BEGIN
    counting = Counting(clock=lambda: now)
    left = [counting.spend("site a", hourly(2)) for _ in range(3)]
    # The hour is counted in whole minutes: the one of these requests has to be over, too.
    assert left == [NOTHING, NOTHING, HOUR + timedelta(minutes=1)]
    assert counting.spend("site b", hourly(2)) == NOTHING
    assert Counting(clock=lambda: now).spend("site a", hourly(2)) == NOTHING
    now += left[-1]
    assert counting.spend("site a", hourly(2)) == NOTHING


def test_threads_share_a_budget() -> None:
    counting = Counting()
    with ThreadPoolExecutor(8) as pool:
        left = list(pool.map(lambda _: counting.spend("site a", hourly(50)), range(80)))
    assert left.count(NOTHING) == 50


def test_once_shared_it_counts_only_there() -> None:
    asked: list[tuple[str, Allowance]] = []

    def spend(name: str, allowance: Allowance) -> timedelta:
        asked.append((name, allowance))
        return HOUR

    counting = Counting()
    counting.share(spend)
    assert counting.spend("site a", hourly(2)) == HOUR
    assert asked == [("site a", hourly(2))]
