"""The requests an hour that everybody with one data folder has together."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_scraping.budget import Budget

NOTHING = timedelta(0)
HOUR = 3600.0
NOW = 1_800_000_000.0


class Clock:
    """A time that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "site.example.requests"


@given(st.lists(st.floats(0, 2000), max_size=60), st.integers(1, 5))
def test_no_hour_ever_has_more_requests(
    tmp_path_factory: pytest.TempPathFactory, waits: list[float], per_hour: int
) -> None:
    clock = Clock()
    file = tmp_path_factory.mktemp("budget") / "site.requests"
    budgets = [Budget(per_hour=per_hour, file=file, clock=clock) for _ in range(2)]
    granted: list[float] = []
    for number, wait in enumerate(waits):
        clock.now += wait
        left = budgets[number % 2].spend()
        if left == NOTHING:
            granted.append(clock.now)
        else:
            assert NOTHING < left <= timedelta(seconds=HOUR)
    for first, last in zip(granted, granted[per_hour:], strict=False):
        assert last - first >= HOUR


def test_there_is_room_when_it_was_said(file: Path) -> None:
    clock = Clock()
    budget = Budget(per_hour=2, file=file, clock=clock)
    assert budget.spend() == NOTHING
    clock.now += 600
    assert budget.spend() == NOTHING
    left = budget.spend()
    assert left == timedelta(minutes=50)
    clock.now += left.total_seconds() - 1
    assert budget.spend() == timedelta(seconds=1)
    clock.now += 1
    assert budget.spend() == NOTHING


def test_a_smaller_budget_counts_what_was_spent_of_a_larger_one(file: Path) -> None:
    clock = Clock()
    large = Budget(per_hour=100, file=file, clock=clock)
    for _ in range(10):
        large.spend()
        clock.now += 60
    assert Budget(per_hour=3, file=file, clock=clock).spend() == timedelta(minutes=57)


def test_a_clock_that_was_set_back_does_not_stop_for_longer(file: Path) -> None:
    clock = Clock()
    budget = Budget(per_hour=1, file=file, clock=clock)
    budget.spend()
    clock.now -= 1_000_000
    assert budget.spend() == NOTHING


@pytest.mark.parametrize("content", [b"", b"abc", b"\xff" * 81, bytes(80)], ids=repr)
def test_a_damaged_file_is_not_felt(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    budget = Budget(per_hour=2, file=file)
    assert [budget.spend() == NOTHING for _ in range(3)] == [True, True, False]


def test_without_a_place_for_the_file_this_process_counts_its_own(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", "utf-8")
    budget = Budget(per_hour=2, file=tmp_path / "cache" / "site.requests")
    assert [budget.spend() == NOTHING for _ in range(3)] == [True, True, False]


def test_without_a_file_it_counts_its_own() -> None:
    clock = Clock()
    budget = Budget(per_hour=2, file=None, clock=clock)
    assert [budget.spend() for _ in range(3)] == [NOTHING, NOTHING, timedelta(hours=1)]
    assert Budget(per_hour=2, file=None, clock=clock).spend() == NOTHING
    clock.now += HOUR
    assert budget.spend() == NOTHING


def test_threads_share_a_budget(file: Path) -> None:
    budget = Budget(per_hour=50, file=file)
    with ThreadPoolExecutor(8) as pool:
        left = list(pool.map(lambda _: budget.spend(), range(80)))
    assert left.count(NOTHING) == 50


SPEND = """
import sys
from pathlib import Path
from aniworld_scraping.budget import Budget
budget = Budget(per_hour=100, file=Path(sys.argv[1]))
print(sum(not budget.spend() for _ in range(60)))
"""


def test_processes_share_a_budget(file: Path) -> None:
    command = [sys.executable, "-c", SPEND, str(file)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    spent = [int(process.communicate(timeout=60)[0]) for process in running]
    assert sum(spent) == 100
    assert max(spent) <= 60
