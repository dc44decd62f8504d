"""How the program stops: Ctrl-C once, twice, and in whichever thread it arrives."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_SLOW = """
import sys, time
from pathlib import Path
import aniworld_stores_sql
from aniworld_cli import hookspecs
from aniworld_cli.main import program
from aniworld_core.entities import GER_DUB, Episode, EpisodeId, Series, SeriesKey
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.world import World

marker, stoppable, *args = sys.argv[1:]

def during_fetch(report):
    Path(marker).touch()
    for _ in range(1200):
        time.sleep(0.05)
        if stoppable == "yes":
            report(1, 2)

world = World(during_fetch=during_fetch)
world.offer(Series(key=SeriesKey("fern"), provider="site", ref="fern", title="Fern",
                   episodes=(Episode(id=EpisodeId(1, 1), languages=(GER_DUB,)),)))
manager = PluginManager(hookspecs)
manager.add(world, "world")
manager.add(aniworld_stores_sql, "stores-sql")
program(lambda: manager).main(args)
"""


def _environment(place: Path) -> dict[str, str]:
    """Return an environment with a library folder of its own."""
    (place / "library").mkdir()
    return os.environ | {
        "XDG_CONFIG_HOME": str(place / "config"),
        "ANIWORLD_LIBRARY": str(place / "library"),
        "ANIWORLD_DATA": str(place / "data"),
        "ANIWORLD_DOWNLOADS__RESERVE": "0",
    }


class Slow:
    """The program over a hoster that never finishes, in a process of its own."""

    def __init__(self, tmp_path: Path, *, stoppable: bool) -> None:
        self.environment = _environment(tmp_path)
        self.marker = tmp_path / "running"
        self.script = tmp_path / "slow.py"
        self.script.write_text(_SLOW)
        self.stoppable = "yes" if stoppable else "no"

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Start a command."""
        return subprocess.Popen(
            [sys.executable, self.script, self.marker, self.stoppable, *args],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *args: str) -> str:
        """Run a command to its end and return what it printed."""
        with self.start(*args) as process:
            output, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
        return output

    def wait_until_it_downloads(self) -> None:
        """Return once the download is under way."""
        deadline = time.monotonic() + 60
        while not self.marker.exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_a_download_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    slow = Slow(tmp_path, stoppable=True)
    slow.run("add", "fern")
    with slow.start("download", "--json") as process:
        slow.wait_until_it_downloads()
        process.send_signal(number)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(output)["stopped"] is True
    assert "Stopping" in errors
    assert "Traceback" not in errors
    (item,) = json.loads(slow.run("queue", "list", "--json"))["items"]
    assert (item["state"], item["attempts"]) == ("queued", 0)
    assert not list((tmp_path / "library").rglob("*.mp4"))


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux' tgkill")
def test_ctrl_c_is_felt_whichever_thread_the_system_hands_it_to(tmp_path: Path) -> None:
    slow = Slow(tmp_path, stoppable=True)
    slow.run("add", "fern")
    with slow.start("download", "--json") as process:
        slow.wait_until_it_downloads()
        threads = (int(path.name) for path in Path(f"/proc/{process.pid}/task").iterdir())
        other = next(number for number in threads if number != process.pid)
        ctypes.CDLL(None).tgkill(process.pid, other, signal.SIGINT)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(output)["stopped"] is True


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_a_second_ctrl_c_ends_at_once_and_the_next_run_goes_on(tmp_path: Path) -> None:
    slow = Slow(tmp_path, stoppable=False)
    slow.run("add", "fern")
    with slow.start("download") as process:
        slow.wait_until_it_downloads()
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert "Stopping" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGINT
    slow.marker.unlink()
    slow.stoppable = "yes"
    with slow.start("download", "--queued") as process:
        slow.wait_until_it_downloads()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 130
