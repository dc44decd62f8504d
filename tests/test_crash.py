"""kill -9 at any moment of a download costs nothing: the library ends as if nothing had happened (T2)."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from aniworld_core.entities import QueueState
from aniworld_core.testing.arrange import digest, files, sizes
from aniworld_core.testing.watching import looking
from aniworld_demo.replica import Replica
from aniworld_stores_sql import aniworld_open_store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")

KILLS = int(os.environ.get("ANIWORLD_SOAK_KILLS", "20"))
"""How often; the long run has 200."""
SERIES = ("1-2-mond-ueber-kazahana", "glutherz")
"""Six episodes in plain files, then four in pieces that are joined."""
REQUESTS = 12
"""A kill comes at the latest after so many: enough for an episode from its page to its last piece."""
SEED = 20261122


class Library:
    """A library folder and its data, used through the command line only."""

    def __init__(self, place: Path, replica: Replica, **settings: str) -> None:
        self.root = place / "library"
        self.root.mkdir(parents=True)
        self._data = place / "data"
        self._environment = {
            **os.environ,
            "ANIWORLD_LIBRARY": str(self.root),
            "ANIWORLD_DATA": str(self._data),
            **replica.environment(),
            "ANIWORLD_DOWNLOADS__RESERVE": "0",
            "ANIWORLD_DOWNLOADS__BACKOFF": "0.1",
            "ANIWORLD_DOWNLOADS__ATTEMPTS": "100",
            **{f"ANIWORLD_DOWNLOADS__{name}".upper(): text for name, text in settings.items()},
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command."""
        return subprocess.Popen(
            [sys.executable, "-m", "aniworld_cli", "--json", *arguments],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> object:
        """Run a command to its end and return what it printed."""
        process = self.start(*arguments)
        out, errors = process.communicate(timeout=120)
        assert process.returncode in (0, 3), errors
        return json.loads(out)

    def files(self) -> Mapping[str, str]:
        """Return the digest of every visible file by its path."""
        return {name: digest(self.root / name) for name in files(self.root)}

    def running(self) -> int:
        """Count the episodes in the hands of a worker; a copy is asked, so that nothing is repaired."""
        with tempfile.TemporaryDirectory() as copy:
            shutil.copytree(self._data, copy, dirs_exist_ok=True)
            store = aniworld_open_store(f"sqlite:///{copy}/library.db")
            assert store is not None
            with closing(store):
                return store.queue.counts().get(QueueState.RUNNING, 0)

    def fetched(self) -> int:
        """Count the bytes of unfinished files."""
        found = (self.root / ".aniworld" / "incomplete").rglob("*.part")
        return sum(path.stat().st_size for path in found)

    def forget(self) -> None:
        """Delete every other file, as a user may, so that there is something to download again."""
        for name in files(self.root)[::2]:
            (self.root / name).unlink()
        self.run("scan", "--offline", "--confirm-losses")

    @contextmanager
    def watched(self, whole: Mapping[str, int]) -> Iterator[list[str]]:
        """Look every 20 ms for a file that is not whole, and collect what is seen."""
        wrong: list[str] = []

        def look() -> None:
            now = sizes(self.root)
            wrong.extend(name for name, size in now.items() if size != whole.get(name))

        with looking(look):
            yield wrong


@pytest.mark.slow
@pytest.mark.timeout(600 + 15 * KILLS)
def test_killed_downloads_end_like_undisturbed_ones(tmp_path: Path) -> None:
    with Replica(rate_limited=0) as replica:
        calm = Library(tmp_path / "calm", replica)
        for key in SERIES:
            calm.run("add", key)
        calm.run("download")
        expected = calm.files()
        assert len(expected) == 10

        stormy = Library(tmp_path / "stormy", replica)
        chance = random.Random(SEED)
        with stormy.watched(sizes(calm.root)) as wrong:
            for key in SERIES:
                stormy.run("add", key)
            running: list[int] = []
            while len(running) < KILLS:
                if _killed(stormy.start("download"), replica, chance):
                    running.append(stormy.running())
                seen = stormy.files()
                assert seen.items() <= expected.items()
                if seen.keys() == expected.keys():  # done early: the other kills need work too
                    stormy.forget()
            stormy.run("download")
        assert sum(map(bool, running)) > KILLS * 3 / 4
        assert wrong == []
        assert stormy.files() == expected
        assert not list((stormy.root / ".aniworld" / "incomplete").iterdir())


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_killed_download_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was there is not sent again: the next try asks for the rest, and gets the same file."""
    task = ("download", SERIES[0], "S01E01")
    with Replica(rate_limited=0) as replica:
        calm = Library(tmp_path / "calm", replica)
        calm.run("add", SERIES[0])
        calm.run(*task)

        slow = Library(tmp_path / "slow", replica, item_speed_limit="100000")
        slow.run("add", SERIES[0])
        process = slow.start(*task)
        until = time.monotonic() + 60
        # By then what came in the first two seconds is known to be on the disk.
        while slow.fetched() < 350_000 and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert slow.fetched() >= 350_000
        before = len(replica.requests)
        slow.run(*task)
        video = [one.status for one in replica.requests[before:] if one.path.endswith("/v.mp4")]
        assert video == [206]
        assert slow.files() == calm.files()


def _killed(process: subprocess.Popen[str], replica: Replica, chance: random.Random) -> bool:
    """Kill a process somewhere between a random request and the next; False when it ended before."""
    goal = len(replica.requests) + chance.randint(1, REQUESTS)
    while len(replica.requests) < goal and process.poll() is None:
        time.sleep(0.005)
    try:
        process.communicate(timeout=chance.uniform(0, 0.2))
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True
    assert process.returncode in (0, 3)
    return False
