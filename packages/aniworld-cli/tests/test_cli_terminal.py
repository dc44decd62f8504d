"""On a terminal: tables and bars are drawn, and foreign text still steers nothing."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")

_SCRIPT = """
import sys
import time
import aniworld_migrators_legacy
from aniworld_cli import hookspecs
from aniworld_cli.main import program
from aniworld_core.entities import GER_DUB, Episode, EpisodeId, Series, SeriesKey
from aniworld_core.errors import NoStream
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.world import World

def during_fetch(report):
    # Longer than the core waits between two events and rich between two drawings.
    for _ in range(3):
        report(10_000_000, 40_000_000)
        time.sleep(0.3)

title = "[red]Fern[/red] \\x1b]0;owned\\x07" + "very " * 60 + "long"
world = World(during_fetch=during_fetch)
ids = [EpisodeId(1, number) for number in (1, 2, 3)]
world.offer(Series(key=SeriesKey("fern"), provider="site", ref="fern", title=title,
                   episodes=tuple(Episode(id=id, languages=(GER_DUB,)) for id in ids)))
world.streams["http://voe.test/fern/S01E003"] = NoStream("[blink]nothing[/blink] there")
manager = PluginManager(hookspecs)
manager.add(world, "world")
manager.add(aniworld_migrators_legacy, "migrators-legacy")
for command in sys.argv[1:]:
    try:
        program(lambda: manager).main(command.split())
    except SystemExit as stop:
        print("exit", stop.code)
"""


def on_terminal(tmp_path: Path, *commands: str, stop_at: str = "", columns: int = 80) -> str:
    """Run commands one after another on a terminal of so many columns and return all it was sent.

    Ctrl-C is pressed once ``stop_at`` was sent.
    """
    (tmp_path / "library" / "Other").mkdir(parents=True, exist_ok=True)
    script = tmp_path / "script.py"
    script.write_text(_SCRIPT)
    master, slave = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "ANIWORLD_LIBRARY": str(tmp_path / "library"),
        "ANIWORLD_DATA": str(tmp_path / "data"),
        "ANIWORLD_STORE": "memory:",
        "ANIWORLD_DOWNLOADS__RESERVE": "0",
        "COLUMNS": str(columns),
        "TERM": "xterm",
    }
    with subprocess.Popen(
        [sys.executable, script, *commands],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
    ) as process:
        os.close(slave)
        sent = b""
        while chunk := read(master):
            sent += chunk
            if stop_at and stop_at in sent.decode(errors="replace"):
                process.send_signal(signal.SIGINT)
                stop_at = ""
        process.wait(timeout=60)
    os.close(master)
    return sent.decode()


def screen(sent: str) -> list[str]:
    """Return the lines that a terminal shows in the end: colours aside, rich only moves and erases."""
    lines, row, column = [""], 0, 0
    for token in re.findall(r"\x1b\[[?\d;]*[A-Za-z]|[^\x1b]", sent):
        if token == "\n":
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif token == "\r":
            column = 0
        elif token == "\x1b[1A":
            row = max(0, row - 1)
        elif token == "\x1b[2K":
            lines[row] = ""
        elif not token.startswith("\x1b"):
            lines[row] = lines[row][:column].ljust(column) + token + lines[row][column + 1 :]
            column += 1
    return [line.rstrip() for line in lines]


def read(master: int) -> bytes:
    """Return what the terminal was sent, nothing once the program is gone."""
    try:
        return os.read(master, 65536)
    except OSError:  # Linux says it so
        return b""


def test_tables_are_drawn_and_foreign_text_is_plain(tmp_path: Path) -> None:
    sent = on_terminal(tmp_path, "add fern", "list")
    assert "\x1b[1m" in sent
    assert "[red]Fern[/red]" in sent
    assert "\x1b]0;" not in sent
    table = sent[sent.index("\x1b[1m") :]
    assert len(table.splitlines()) > 4
    assert "1 series, 3 episodes missing." in sent


def test_long_lines_end_between_words(tmp_path: Path) -> None:
    lines = on_terminal(tmp_path, "add fern").splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert sum(line.endswith("very") for line in lines) > 2


def test_scan_and_download_draw_bars_and_leave_lines(tmp_path: Path) -> None:
    sent = on_terminal(tmp_path, "-q add fern", "scan", "download fern S01E01", "download")
    assert "Catalogue" in sent
    assert "Disk" in sent
    assert "━" in sent
    assert "of 40.0 MB" in sent
    assert "fern S01E01: done, " in sent
    assert "[blink]nothing[/blink] there" in sent
    assert sent.rstrip().endswith("exit 3")


def test_what_was_done_keeps_its_columns_on_a_narrow_terminal(tmp_path: Path) -> None:
    sent = on_terminal(tmp_path, "-q add fern", "-q download fern S01E01", "history", columns=60)
    first = r"\d{4}-\d\d-\d\d \d\d:\d\d  fern    S01E01   downloaded  VOE, ger-dub:"
    assert any(re.match(first, line) for line in screen(sent))


def test_nothing_of_the_bars_stays(tmp_path: Path) -> None:
    shown = screen(on_terminal(tmp_path, "-q add fern", "download"))
    assert not any("━" in line or "looks for a stream" in line for line in shown)
    assert "2 downloaded, 1 failed, 0 to be tried again later." in shown


def test_ctrl_c_is_told_above_the_bars(tmp_path: Path) -> None:
    shown = screen(on_terminal(tmp_path, "-q add fern", "download", stop_at="looks for"))
    assert "Stopping; press Ctrl-C again to end at once." in shown
    assert "Stopped; 3 items left in the queue. To go on: aniw download --queued" in shown
    assert not any("━" in line or "looks for a stream" in line for line in shown)


def test_migrate_draws_a_bar(tmp_path: Path) -> None:
    old = tmp_path / "library" / "Other" / "data"
    old.parent.mkdir(parents=True)
    old.write_text(
        '{"key": "other", "name": "Other", "site": "https://aniworld.to", "folder": "Other"}'
    )
    sent = on_terminal(tmp_path, "migrate")
    assert "Old data" in sent
    assert "━" in sent
    assert "Migration Result: 1 migrated, 0 skipped, 0 failed" in sent


def test_quiet_draws_nothing(tmp_path: Path) -> None:
    sent = on_terminal(tmp_path, "-q add fern", "-q scan", "-q download fern S01E01")
    assert "━" not in sent
    assert "\x1b" not in sent
    assert "1 downloaded" in sent


def test_errors_are_red_and_end_between_words(tmp_path: Path) -> None:
    sent = on_terminal(tmp_path, f"show {'nobody-' * 8}else", columns=60)
    assert "\x1b[31m" in sent
    assert all(len(line) <= 60 for line in screen(sent))
