"""Scheduled work with processes of its own: one leads, and another one follows when it is killed."""

import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.leading_process import LEASE
from tools.databases import own_database

NAMES = ("attic:1:a", "cellar:1:b", "cellar:2:c")


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))]
)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/shared.db"
    else:
        with own_database(request.param) as url:
            yield url


class Processes:
    """Three processes that look for the same work, and what they say."""

    def __init__(self, url: str) -> None:
        self._said: queue.Queue[str] = queue.Queue()
        self._ears: list[threading.Thread] = []
        self.started = {name: self._start(url, name) for name in NAMES}

    def _start(self, url: str, name: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.leading_process", url, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        ear = threading.Thread(target=self._listen, args=(process,))
        ear.start()
        self._ears.append(ear)
        return process

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._said.put(line.strip())

    def hear(self, within: float = 30.0) -> list[str]:
        """Return the next thing that one of them says: what, and who."""
        return self._said.get(timeout=within).split()

    def silent(self, seconds: float) -> bool:
        try:
            self._said.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def kill(self) -> None:
        for process in self.started.values():
            process.kill()
            process.wait()
        for ear in self._ears:
            ear.join()
        for process in self.started.values():
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                pipe.close()


@pytest.fixture
def processes(url: str) -> Iterator[Processes]:
    with ExitStack() as stack:
        processes = Processes(url)
        stack.callback(processes.kill)
        yield processes


def test_one_leads_and_the_period_is_everybody_s(processes: Processes) -> None:
    what, leader = processes.hear()
    assert what == "began"
    assert processes.silent(2 * LEASE.total_seconds())  # it renews its lease
    stdin = processes.started[leader].stdin
    assert stdin is not None
    stdin.write("end\n")
    stdin.flush()
    assert processes.hear() == ["done", leader]
    assert processes.silent(1)


def test_a_killed_leader_is_followed_when_its_lease_is_over(processes: Processes) -> None:
    _, leader = processes.hear()
    processes.started[leader].kill()
    what, follower = processes.hear(LEASE.total_seconds() + 10)
    assert (what, follower != leader) == ("began", True)
    assert processes.silent(LEASE.total_seconds())
