"""The whole program against the replica: search, add, download, Ctrl-C in the middle, and the rest."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aniworld_demo.replica import Replica

pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups are POSIX's")

_KEY = "nachtzug-nach-elysion"


class Program:
    """The installed program over one library folder, with the replica's catalogues."""

    def __init__(self, place: Path, replica: Replica) -> None:
        self.root = place / "library"
        self.root.mkdir()
        self._environment = os.environ | {
            "XDG_CONFIG_HOME": str(place / "config"),
            "ANIWORLD_LIBRARY": str(self.root),
            "ANIWORLD_DATA": str(place / "data"),
            **replica.environment(),
            "ANIWORLD_DOWNLOADS__RESERVE": "0",
            "ANIWORLD_DOWNLOADS__BACKOFF": "0.1",
        }

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Start a command in a process group of its own, as a shell does."""
        return subprocess.Popen(
            [sys.executable, "-m", "aniworld_cli", "--json", *args],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *args: str, code: int = 0) -> dict[str, Any]:
        """Run a command to its end and return its document."""
        with self.start(*args) as process:
            output, errors = process.communicate(timeout=100)
        assert process.returncode == code, errors
        document: dict[str, Any] = json.loads(output)
        return document

    def videos(self) -> list[Path]:
        """Return the files that a media server would see."""
        return sorted(path for path in self.root.rglob("*.mp4") if ".aniworld" not in path.parts)


@pytest.fixture
def aniw(tmp_path: Path) -> Iterator[Program]:
    """Return the program, with the replica running."""
    with Replica() as replica:
        yield Program(tmp_path, replica)


def test_ctrl_c_in_the_middle_and_then_the_rest(aniw: Program) -> None:
    hits = aniw.run("search", "nachtzug")["answers"][0]["hits"]
    assert _KEY in [hit["ref"] for hit in hits]
    aniw.run("add", _KEY)
    wanted = aniw.run("missing", _KEY, "--reason", "not-downloaded")["total"]
    assert wanted > 2
    with aniw.start("download", _KEY) as process:
        deadline = time.monotonic() + 60
        while not aniw.videos():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)  # a terminal tells the whole group
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    stopped = json.loads(output)
    assert stopped["stopped"] is True
    assert len(stopped["finished"]) == len(aniw.videos())
    states = {item["state"] for item in aniw.run("queue", "list")["items"]}
    assert states <= {"queued", "done"}
    aniw.run("download", "--queued")
    assert aniw.run("missing", _KEY, "--reason", "not-downloaded")["total"] == 0
    assert len(aniw.videos()) == wanted
