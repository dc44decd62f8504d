"""Migration of 10,000 ``data`` files beside a plain script that reads, parses and inserts them."""

import json
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aniworld_core.config import Config
from aniworld_core.plugins import Plugins, installed
from aniworld_core.ports import Store
from aniworld_core.services.migration import Migration
from bench.harness import measure

__all__ = ["run"]

_FILES = 10_000
_Rows = list[Sequence[Any]]


def run() -> None:
    """Measure a migration into an open, empty store; the script fills the same tables."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write_library(folder / "anime")
        with closing(_Bench(folder)) as bench:
            measure(
                f"migration of {_FILES} data files",
                bench.migrate,
                bench.insert_plainly,
                2.5,
                prepare=bench.prepare,
            )


def _write_library(root: Path) -> None:
    for number in range(_FILES):
        folder = root / f"Series {number} (2013)"
        folder.mkdir(parents=True)
        record = {
            "key": f"series-{number}",
            "name": f"Series {number}",
            "site": "https://aniworld.to",
            "folder": folder.name,
            "episodeDict": {"1": [number % 12 + 1, 13], "2": [1, 2, 3]},
        }
        (folder / "data").write_text(json.dumps(record), "utf-8")


class _Bench:
    """Two databases of one schema, one for each side, empty before every run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        config = Config(data=folder, library=folder / "anime")
        self._plugins = Plugins(installed(), config)
        self._open("empty.db").close()
        self._store = self._fresh_store()
        self.migrate()
        self.close()
        self._series, self._episodes = _rows(folder / "ours.db")

    def prepare(self) -> None:
        """Empty both databases and open the store."""
        self.close()
        self._store = self._fresh_store()

    def migrate(self) -> None:
        """Take every file over, as ``aniw migrate`` does."""
        result = Migration(
            root=lambda: self._folder / "anime",
            migrators=lambda: self._plugins.migrators,
            series=self._store.series,
            emit=lambda _: None,
        ).run()
        if result.migrated != _FILES:
            raise AssertionError(result)

    def insert_plainly(self) -> None:
        """Read and parse every file and insert its rows, which are the ones that the store wrote."""
        series: _Rows = []
        episodes: _Rows = []
        with os.scandir(self._folder / "anime") as folders:
            for folder in folders:
                with open(f"{folder.path}/data", "rb") as file:  # noqa: PTH123 - as quick as can be
                    record = json.loads(file.read())
                row = self._series[record["key"]]
                series.append(row)
                for season, numbers in record["episodeDict"].items():
                    episodes += [self._episodes[row[0], int(season), number] for number in numbers]
        with closing(sqlite3.connect(self._folder / "plain.db")) as connection, connection:
            _insert(connection, "series", series)
            _insert(connection, "episodes", episodes)

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _fresh_store(self) -> Store:
        for name in ("ours.db", "plain.db"):
            shutil.copy(self._folder / "empty.db", self._folder / name)
        return self._open("ours.db")

    def _open(self, name: str) -> Store:
        return self._plugins.open_store(f"sqlite:///{self._folder / name}")


def _insert(connection: sqlite3.Connection, table: str, rows: _Rows) -> None:
    places = ", ".join("?" * len(rows[0]))
    connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def _rows(database: Path) -> tuple[dict[Any, Sequence[Any]], dict[Any, Sequence[Any]]]:
    with closing(sqlite3.connect(database)) as connection:
        series = {row[1]: row for row in connection.execute("SELECT * FROM series")}
        episodes = {row[:3]: row for row in connection.execute("SELECT * FROM episodes")}
    return series, episodes
