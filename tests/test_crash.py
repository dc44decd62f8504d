"""kill -9 at any moment of a download costs nothing: the library ends as if nothing had happened (T2)."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from aniworld_core.entities import QueueState
from aniworld_demo.replica import Replica
from aniworld_stores_sql import aniworld_open_store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")

KILLS = 20
SERIES = ("1-2-mond-ueber-kazahana", "glutherz")
"""Six episodes in plain files, then four in pieces that are joined."""
REQUESTS = 12
"""A kill comes at the latest after so many: enough for an episode from its page to its last piece."""
SEED = 20261122


class Library:
    """A library folder and its data, used through the command line only."""

    def __init__(self, place: Path, replica: Replica) -> None:
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

    def paths(self) -> Iterator[Path]:
        """Yield every file that a media server would see; what vanishes meanwhile is left out."""
        for directory, inner, names in os.walk(self.root):
            inner[:] = [name for name in inner if not name.startswith(".")]
            yield from (Path(directory, name) for name in names)

    def files(self) -> Mapping[str, str]:
        """Return the digest of every visible file by its path."""
        return {
            str(path.relative_to(self.root)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.paths()
        }

    def running(self) -> int:
        """Count the episodes in the hands of a worker; a copy is asked, so that nothing is repaired."""
        with tempfile.TemporaryDirectory() as copy:
            shutil.copytree(self._data, copy, dirs_exist_ok=True)
            store = aniworld_open_store(f"sqlite:///{copy}/library.db")
            assert store is not None
            with closing(store):
                return store.queue.counts().get(QueueState.RUNNING, 0)

    def forget(self) -> None:
        """Delete every other file, as a user may, so that there is something to download again."""
        for path in sorted(self.paths())[::2]:
            path.unlink()
        self.run("scan", "--offline", "--confirm-losses")

    @contextmanager
    def watched(self, sizes: Mapping[str, int]) -> Iterator[list[str]]:
        """Look every 20 ms for a file that is not whole, and collect what is seen."""
        wrong: list[str] = []
        over = threading.Event()

        def look() -> None:
            while not over.wait(0.02):
                for path in self.paths():
                    name = str(path.relative_to(self.root))
                    with suppress(FileNotFoundError):
                        if path.stat().st_size != sizes.get(name):
                            wrong.append(name)

        thread = threading.Thread(target=look)
        thread.start()
        try:
            yield wrong
        finally:
            over.set()
            thread.join()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_killed_downloads_end_like_undisturbed_ones(tmp_path: Path) -> None:
    with Replica(rate_limited=0) as replica:
        calm = Library(tmp_path / "calm", replica)
        for key in SERIES:
            calm.run("add", key)
        calm.run("download")
        expected = calm.files()
        sizes = {name: (calm.root / name).stat().st_size for name in expected}
        assert len(expected) == 10

        stormy = Library(tmp_path / "stormy", replica)
        chance = random.Random(SEED)
        with stormy.watched(sizes) as wrong:
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
