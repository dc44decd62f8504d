"""A scan beside a bare walk of the same folders, and a plain insert of the same rows."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from aniworld_core.config import Config, parse
from aniworld_core.library import Library
from bench import harness
from bench.harness import measure, within

__all__ = ["run"]

SMALL = (1_000, 24)
LARGE = (harness.LARGE, 100)
LONG_AGO = 1_600_000_000
MEGABYTES = 400

_TABLE = """
pragma journal_mode = wal;
create table files (
    folder_id integer not null, season integer not null, number integer not null,
    path text not null, part integer not null, size integer not null, mtime integer not null,
    language text, created integer not null, updated integer not null,
    primary key (folder_id, season, number, path, part)
) without rowid;
"""


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
    fresh = _Fresh(root, place)
    measure(
        f"full scan of {folders} folders x {files}",
        fresh.scan,
        fresh.plain,
        limit,
        repeat=repeat,
        prepare=fresh.prepare,
    )
    fresh.close()
    return root


class _Fresh:
    """An empty store of ours, and beside it an empty table like the one that ours keeps files in."""

    def __init__(self, root: Path, place: Path) -> None:
        self._root = root
        self._places = (place / f"{root.name}-{number}" for number in count())
        self._open = ExitStack()

    def prepare(self) -> None:
        """Open both anew."""
        self.close()
        data = next(self._places)
        self._library = self._open.enter_context(Library.open(_config(self._root, data)))
        self._database = self._open.enter_context(closing(sqlite3.connect(data / "plain.db")))
        self._database.executescript(_TABLE)

    def close(self) -> None:
        """Close both."""
        self._open.close()

    def scan(self) -> None:
        """Scan."""
        result = self._library.scanner.scan(confirmed=True)
        assert result.files == result.new_files > 0, result

    def plain(self) -> None:
        """Walk and insert the rows that our scan writes, their numbers given, in one transaction."""
        self._database.executemany(
            "insert into files values (1, 1, ?, ?, 0, ?, ?, null, 1, 1)",
            ((number, *file) for number, file in enumerate(_walk(self._root))),
        )
        self._database.commit()


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
