"""The store on a large library: lists, what is missing, a first scan's files."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aniworld_core.entities import (
    GER_DUB,
    MissingFilter,
)
from aniworld_core.ports import Store
from aniworld_stores_sql import aniworld_open_store
from bench.harness import LARGE, measure
from bench.large_library import EPISODES, PRESENT, fill, folder_scan

__all__ = ["run"]

_SERIES = LARGE

_LIST = """
    SELECT s.key, s.provider, s.title, s.year, s.folder, s.link, s.episode_count, coalesce(m.n, 0)
    FROM series AS s LEFT JOIN (
        SELECT series_id, count(*) AS n FROM episodes WHERE on_disk = 0 GROUP BY series_id
    ) AS m ON m.series_id = s.id
    WHERE s.deleted IS NULL ORDER BY s.key
"""
_MISSING = """
    SELECT s.key, s.title, s.folder, e.season, e.number, e.title, e.languages, e.ignored, e.upcoming,
        q.state, q.reason, q.next_try
    FROM series AS s JOIN episodes AS e ON e.series_id = s.id
    LEFT JOIN queue AS q ON q.key = s.key AND q.season = e.season AND q.number = e.number
    WHERE e.on_disk = 0 AND s.deleted IS NULL ORDER BY s.key, e.season, e.number
"""


def run() -> None:
    """Measure on a large store, by default of 1,000,000 episodes, a tenth of them missing."""
    with TemporaryDirectory() as directory:
        _recording(Path(directory))
        _reading(Path(directory) / "library.db")


def _recording(directory: Path) -> None:
    files = _Files(directory)
    measure(
        f"record {_SERIES * EPISODES:,} files of {_SERIES:,} folders",
        files.record,
        files.insert_plainly,
        1.5,
        repeat=3,
        prepare=files.prepare,
    )
    files.close()


class _Files:
    """The files of a first scan, for our store and for a table without any index."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._scans = [folder_scan(number) for number in range(_SERIES)]
        self._rows = [
            (file.path, one.season, one.number, file.size, file.mtime, None)
            for scan in self._scans
            for file in scan.files
            for one in file.episodes
        ]
        self._store: Store | None = None

    def prepare(self) -> None:
        """Begin with an empty store and no table."""
        self.close()
        for leftover in self._directory.glob("*.db*"):
            leftover.unlink()
        self._store = _open(f"sqlite:///{self._directory / 'files.db'}")

    def record(self) -> None:
        """Record in batches, as the scanner does."""
        assert self._store is not None
        for first in range(0, _SERIES, 100):
            self._store.files.record(*self._scans[first : first + 100])

    def insert_plainly(self) -> None:
        """Insert the same rows in one transaction."""
        reference = self._directory / "reference.db"
        with closing(sqlite3.connect(reference)) as connection, connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("CREATE TABLE files (path, season, number, size, mtime, language)")
            connection.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)", self._rows)

    def close(self) -> None:
        """Close the store."""
        if self._store is not None:
            self._store.close()


def _reading(path: Path) -> None:
    store = _open(f"sqlite:///{path}")
    fill(store, _SERIES)
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("ANALYZE")
        measure(
            f"list {_SERIES:,} series with counts of {_SERIES * EPISODES:,} episodes",
            lambda: store.series.page(limit=_SERIES),
            lambda: plain.execute(_LIST).fetchall(),
            1.5,
            repeat=7,
        )
        measure(
            "first page of 100",
            store.series.page,
            lambda: plain.execute(_LIST).fetchall(),
            0.1,
            repeat=7,
        )
        measure(
            f"{_SERIES * (EPISODES - PRESENT):,} missing episodes to JSON",
            lambda: json.dumps(_document(store)),
            lambda: json.dumps(_plain_document(plain)),
            2.0,
        )
    store.close()


def _document(store: Store) -> dict[str, Any]:
    """Return what ``aniw missing --json`` prints."""
    total = 0
    found = []
    for series in store.series.missing(MissingFilter(languages=(GER_DUB,))):
        total += len(series.missing)
        missing = [
            {
                "episode": str(one.episode),
                "title": one.title,
                "reason": one.reason,
                "languages": one.languages,
                "error": one.error,
                "next_try": one.next_try,
            }
            for one in series.missing
        ]
        found.append(
            {
                "key": series.key,
                "title": series.title,
                "folder": series.folder,
                "missing": missing,
            }
        )
    return {"total": total, "series": found}


def _plain_document(connection: sqlite3.Connection) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    total = 0
    for row in connection.execute(_MISSING):
        key, title, folder, season, number, name, languages, _, _, state, error, next_try = row
        series = found.get(key)
        if series is None:
            series = {"key": key, "title": title, "folder": folder, "missing": []}
            found[key] = series
        total += 1
        series["missing"].append(
            {
                "episode": f"S{season:02}E{number:03}",
                "title": name,
                "reason": state or "not-downloaded",
                "languages": languages.split(","),
                "error": error,
                "next_try": next_try,
            }
        )
    return {"total": total, "series": list(found.values())}


def _open(url: str) -> Store:
    store = aniworld_open_store(url)
    assert store is not None
    return store
