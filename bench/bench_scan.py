"""A scan beside a bare walk of the same folders, and a plain insert of the same rows."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from aniworld_core.config import Config, parse
from aniworld_core.library import Library
from bench.harness import measure, within

__all__ = ["run"]

SMALL = (1_000, 24)
LARGE = (10_000, 100)
LONG_AGO = 1_600_000_000
MEGABYTES = 400


def run() -> None:
    """Measure full scans into an empty store, a scan of an unchanged library, and memory."""
    with TemporaryDirectory() as place:
        _full_scan(Path(place), *SMALL, limit=2.5, repeat=5)
        root = _full_scan(Path(place), *LARGE, limit=1.5, repeat=2)
        data = Path(place) / "kept"
        _scan(root, data)
        with Library.open(_config(root, data)) as library:
            measure(
                f"scan of {LARGE[0]} unchanged folders x {LARGE[1]}",
                library.scanner.scan,
                lambda: sum(1 for _ in _walk(root)),
                0.15,
                repeat=3,
            )
        within("memory of the large full scan", _peak(root, Path(place)), MEGABYTES, "MB")
        shutil.rmtree(root)


def _full_scan(place: Path, folders: int, files: int, *, limit: float, repeat: int) -> Path:
    root = place / f"library-{folders}"
    _write_library(root, folders, files)
    fresh = (place / f"{folders}-{number}" for number in count())
    measure(
        f"full scan of {folders} folders x {files}",
        lambda: _scan(root, next(fresh)),
        lambda: _plain(root, next(fresh)),
        limit,
        repeat=repeat,
    )
    return root


def _write_library(root: Path, folders: int, files: int) -> None:
    content = b"x"
    for number in range(folders):
        season = root / f"Series {number} (2013)" / "Season 01"
        season.mkdir(parents=True)
        for episode in range(1, files + 1):
            (season / f"Series {number} S01E{episode:03}.mkv").write_bytes(content)
        for directory in (season, season.parent):
            os.utime(directory, (LONG_AGO, LONG_AGO))


def _config(root: Path, data: Path) -> Config:
    return parse({"library": str(root), "data": str(data), "scanner": {"min_size": 1}})


def _scan(root: Path, data: Path) -> None:
    with Library.open(_config(root, data)) as library:
        result = library.scanner.scan(confirmed=True)
    assert result.files == result.new_files > 0, result


def _walk(directory: str | Path) -> Iterator[tuple[str, int, int]]:
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _walk(entry.path)
            else:
                stat = entry.stat()
                yield entry.path, stat.st_size, stat.st_mtime_ns


def _plain(root: Path, data: Path) -> None:
    """Walk, and insert the rows that our scan writes, in one transaction, numbers given."""
    data.mkdir()
    with closing(sqlite3.connect(data / "plain.db")) as database:
        database.execute("pragma journal_mode=wal")
        database.execute(
            "create table files (id integer primary key, folder integer, path text, season integer,"
            " number integer, size integer, mtime integer, language text)"
        )
        database.execute("create index files_by_folder on files (folder)")
        database.executemany(
            "insert into files (folder, path, season, number, size, mtime) values (1, ?, 1, 1, ?, ?)",
            _walk(root),
        )
        database.commit()


def _peak(root: Path, place: Path) -> float:
    """Return the peak memory of a scan in a process of its own, in megabytes."""
    script = (
        "import sys, resource\n"
        "from pathlib import Path\n"
        "from bench.bench_scan import _scan\n"
        "_scan(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, root, place / "memory"],
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout) / 1024
