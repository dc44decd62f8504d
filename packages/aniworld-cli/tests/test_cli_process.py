"""The program as a process of its own: what it imports, what it writes to a pipe."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from aniworld_core.config import parse
from aniworld_core.library import Library
from aniworld_core.testing.arrange import put

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


def test_a_list_of_the_queue_loads_only_what_it_needs(tmp_path: Path) -> None:
    """With an item in it, so that it is asked what holds the downloads."""
    (tmp_path / "library").mkdir()
    config = {"library": str(tmp_path / "library"), "data": str(tmp_path / "data")}
    with Library.open(parse(config)) as library:
        put(library, "show", "Show", count=1)
        library.queue.add("show")
    script = (
        "import sys\n"
        "from aniworld_cli.main import program\n"
        "try:\n    program().main(['queue', 'list'])\n"
        "except SystemExit:\n    pass\n"
        "print(*sorted(sys.modules))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(result.stdout.splitlines()[-1].split())
    services = {"catalog", "downloads", "scanner", "settings"}
    unused = {"alembic", "httpx", "rapidfuzz", "rich", "yt_dlp"}
    assert "show" in result.stdout
    assert {f"aniworld_core.services.{name}" for name in ("queue", "holds")} <= loaded
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
    [("aniw que", "queue"), ("aniw queue l", "list"), ("aniw scan --off", "--offline")],
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
