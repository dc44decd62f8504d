"""The program as a process of its own: what it imports, what it writes to a pipe, how it stops."""

import json
import os
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

_ANIW = Path(sysconfig.get_path("scripts")) / "aniw"


def environment(place: Path) -> dict[str, str]:
    """Return an environment with a library folder of its own."""
    (place / "library").mkdir(exist_ok=True)
    return os.environ | {
        "XDG_CONFIG_HOME": str(place / "config"),
        "ANIWORLD_LIBRARY": str(place / "library"),
        "ANIWORLD_DATA": str(place / "data"),
        "ANIWORLD_DOWNLOADS__RESERVE": "0",
    }


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a place whose store exists already, for tests that only look."""
    place = tmp_path_factory.mktemp("home")
    assert aniw(place, "list").returncode == 0
    return place


def aniw(place: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program."""
    return subprocess.run(
        [_ANIW, *args],
        env=environment(place),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_lists_every_command(home: Path) -> None:
    result = aniw(home, "--help")
    assert result.returncode == 0
    for name in ("search", "queue", "demo", "completion"):
        assert f"\n  {name} " in result.stdout


def test_installed_plugins_add_commands_and_broken_ones_stop_nothing(home: Path) -> None:
    installed = home / "installed"
    for name, code in {
        "good": (
            "from aniworld_core import hookimpl\n"
            "@hookimpl(optionalhook=True)\n"
            "def aniworld_commands(cli):\n"
            "    cli.add_lazy('greet', 'good_plugin:greet', 'Say hello.')\n"
        ),
        "bad": "raise RuntimeError('out of order')\n",
    }.items():
        info = installed / f"{name}_plugin-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}-plugin\nVersion: 1.0\n"
        )
        (info / "entry_points.txt").write_text(f"[aniworld]\n{name} = {name}_plugin\n")
        (installed / f"{name}_plugin.py").write_text(code)
    result = subprocess.run(
        [_ANIW, "--help"],
        env=environment(home) | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "greet       Say hello." in result.stdout
    assert "doctor" in result.stdout
    assert result.stderr == ""


def test_version(home: Path) -> None:
    assert aniw(home, "--version").stdout == "aniw 0.1.0\n"


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from aniworld_cli.main import program\n"
        "try:\n    program().main(['--help'])\n"
        "except SystemExit:\n    pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(result.stderr.split())
    heavy = {"rich", "attr", "cattrs", "sqlalchemy", "importlib.metadata", "json", "logging"}
    assert not loaded & heavy
    assert not {name for name in loaded if name.startswith("aniworld_cli.commands")}


def test_a_list_of_the_queue_loads_only_what_it_needs(home: Path) -> None:
    script = (
        "import sys\n"
        "from aniworld_cli.main import program\n"
        "try:\n    program().main(['queue', 'list'])\n"
        "except SystemExit:\n    pass\n"
        "print(*sorted(sys.modules))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(result.stdout.splitlines()[-1].split())
    services = {"catalog", "downloads", "scanner", "settings"}
    unused = {"alembic", "httpx", "rapidfuzz", "rich", "yt_dlp"}
    assert "aniworld_core.services.queue" in loaded
    assert not loaded & (unused | {f"aniworld_core.services.{name}" for name in services})


@pytest.mark.parametrize("args", [["queue", "list"], ["list"], ["plugins"], ["doctor"], ["lst"]])
def test_pipes_get_no_escape_codes(home: Path, args: list[str]) -> None:
    result = aniw(home, *args)
    assert "\x1b" not in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def test_python_dash_m_is_the_same_program(home: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "aniworld_cli", "queue", "list", "--json"],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(result.stdout)["items"] == []


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_completion_scripts_serve_both_names(home: Path, shell: str) -> None:
    script = aniw(home, "completion", shell).stdout
    assert "aniw" in script
    assert "aniworld-cli" in script
    assert "_ANIW_COMPLETE" in script


@pytest.mark.needs("bash")
@pytest.mark.parametrize(
    ("line", "offered"),
    [("aniw qu", "queue"), ("aniw queue l", "list"), ("aniw scan --off", "--offline")],
)
def test_bash_completes(home: Path, line: str, offered: str) -> None:
    words = line.split()
    result = subprocess.run(
        [_ANIW],
        env=environment(home)
        | {
            "_ANIW_COMPLETE": "bash_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.stdout.splitlines() == [f"plain,{offered}"]


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


class Slow:
    """The program over a hoster that never finishes, in a process of its own."""

    def __init__(self, tmp_path: Path, *, stoppable: bool) -> None:
        self.environment = environment(tmp_path)
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
