"""`aniw store copy` and `aniw store check`: what they print, in words and as JSON, and how they end."""

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import aniworld_stores_sql
from aniworld_cli.testing import Aniw, fits
from aniworld_core.entities import GER_DUB, Episode, EpisodeId, Series, SeriesKey
from aniworld_core.services.health import Finding
from aniworld_core.testing.world import World
from aniworld_stores_sql import aniworld_open_store
from aniworld_stores_sql.copying.target import opened as database_of
from tools.databases import own_database
from tools.libraries import fill_many

SHAPES: dict[str, Any] = {
    "copy": {
        "dry_run": bool,
        "source": str,
        "target": str,
        "rows": int,
        "written": int,
        "tables": [{"name": str, "rows": int}],
    },
    "check": {"store": str, "ok": bool, "checks": [Finding]},
}


@pytest.fixture
def aniw(tmp_path: Path) -> Aniw:
    """Return the program with the SQL store, and a library of three series."""
    root = tmp_path / "library"
    root.mkdir()
    aniw = Aniw(World(), root, tmp_path)
    aniw.manager.add(aniworld_stores_sql, "stores-sql")
    filled(f"sqlite:///{tmp_path / 'a.db'}", series=3, episodes=4)
    return aniw


def filled(url: str, *, series: int, episodes: int) -> None:
    store = aniworld_open_store(url)
    assert store is not None
    with closing(store):
        fill_many(store, series, episodes)


def answer(aniw: Aniw, *args: str, code: int = 0) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(aniw("store", *args, "--json", code=code).stdout)
    fits(document, SHAPES[args[0]])
    return document


def test_a_copy_says_what_it_did_and_what_comes_next(aniw: Aniw, tmp_path: Path) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("a.db", "b b.db"))
    would = aniw("store", "copy", first, second, "--dry-run").stdout
    assert (
        would == "Would copy 26 of 26 rows: 3 folders, 2 queue, 3 series, 12 episodes, 6 files.\n"
    )
    assert not (tmp_path / "b b.db").exists()
    said = aniw("store", "copy", first, second).stdout.splitlines()
    assert said[0].startswith("Copied and compared 26 rows in ")
    assert said[1:] == [f"Next: aniw config set store '{second}'"]
    again = aniw("store", "copy", first, second).stdout.splitlines()
    assert again[1] == "26 of them were there already."


def test_a_copy_as_json(aniw: Aniw, tmp_path: Path) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("a.db", "b.db"))
    document = answer(aniw, "copy", first, second)
    assert (document["source"], document["target"]) == (first, second)
    assert (document["rows"], document["written"], document["dry_run"]) == (26, 26, False)
    assert {"name": "episodes", "rows": 12} in document["tables"]
    assert answer(aniw, "copy", first, second, "--dry-run")["written"] == 0


def test_a_refused_copy_is_told_in_a_line(aniw: Aniw, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    error = aniw.error("store", "copy", url, url, code=1)
    assert error["type"] == "NotPossible"
    assert aniw.error("store", "copy", "memory:", url, code=2)["type"] == "InvalidConfig"


@pytest.mark.needs("mariadb")
def test_no_password_is_shown(aniw: Aniw, tmp_path: Path) -> None:
    """The servers of tests ask for no password: what stands in the URL is hidden all the same."""
    first = f"sqlite:///{tmp_path / 'a.db'}"
    with own_database("mariadb") as url:
        said = aniw("store", "copy", first, url).output
        assert "root" not in said
        assert "***@127.0.0.1" in said.splitlines()[-1]
        assert answer(aniw, "check", url)["store"].startswith("mariadb+pymysql://***@")
    wrong = "mariadb+pymysql://nobody:s3cret@127.0.0.1/none"
    assert "s3cret" not in str(aniw.error("store", "copy", first, wrong, code=1))


def test_a_check_of_the_store_of_the_settings(aniw: Aniw, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    aniw.environment["ANIWORLD_STORE"] = url
    said = aniw("store", "check").stdout
    assert "The store is whole." in said
    assert "FAULT" not in said
    assert answer(aniw, "check") == answer(aniw, "check", url)


def test_findings_end_with_an_exit_code_of_their_own(aniw: Aniw, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    with database_of(url) as database, database.write() as connection:
        connection.exec_driver_sql("UPDATE series SET missing_count = 7")
    said = aniw("store", "check", url, code=1).stdout
    assert "FAULT" in said
    assert "moon-0 counts 7 missing episodes, and has 2" in said
    assert "To mend counts: Count again: `aniw scan --full --refresh-all`" in said
    document = answer(aniw, "check", url, code=1)
    assert [one["name"] for one in document["checks"] if not one["ok"]] == ["counts"]


def test_what_is_said_about_mending_mends(aniw: Aniw, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'fern.db'}"
    aniw.environment["ANIWORLD_STORE"] = url
    listed = tuple(Episode(id=EpisodeId(1, one), languages=(GER_DUB,)) for one in (1, 2, 3))
    series = Series(
        key=SeriesKey("fern"), provider="site", ref="fern", title="Fern", year=2013, episodes=listed
    )
    aniw.world.offer(series)
    aniw("add", "fern")
    aniw.video("Fern (2013)/Season 01/Fern S01E01.mp4")
    aniw("scan")
    aniw("queue", "add", "fern", "S01E02")
    aniw("store", "check")
    with database_of(url) as database, database.write() as connection:
        for statement in (
            "UPDATE series SET missing_count = 7, episode_count = 9",
            "UPDATE episodes SET on_disk = NOT on_disk",
            "UPDATE folders SET file_count = 7",
            "UPDATE queue SET state = 'running', claim = 1",
        ):
            connection.exec_driver_sql(statement)
    broken = answer(aniw, "check", code=1)["checks"]
    assert [one["name"] for one in broken if not one["ok"]] == ["counts", "queue"]
    aniw("scan", "--full", "--refresh-all")
    aniw("queue", "pause", "1")
    aniw("queue", "resume", "1")
    aniw("store", "check")


def test_ctrl_c_leaves_what_the_next_run_finishes(tmp_path: Path) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("many.db", "b.db"))
    filled(first, series=100, episodes=200)
    command = [sys.executable, "-m", "aniworld_cli", "store", "copy", first, second]
    environment = os.environ | {"ANIWORLD_LIBRARY": str(tmp_path)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        while not (tmp_path / "b.db-wal").exists():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "The same command goes on where it was stopped." in said
    done = subprocess.run(
        [*command, "--json"], env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["rows"] == 30_300
