"""kill -9 at each step of a rename: what comes next finishes it, as if nothing had happened."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aniworld_core.clock import utc_now
from aniworld_core.config import Config, parse
from aniworld_core.entities import (
    Episode,
    EpisodeFile,
    EpisodeId,
    HistoryEntry,
    HistoryKind,
    Series,
    SeriesKey,
)
from aniworld_core.library import Library
from aniworld_core.testing.arrange import files, video
from aniworld_core.testing.world import VIDEO

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")

KEY = SeriesKey("show")
OLD = "Show"
CIRCLE = {1: 2, 2: 3, 3: 1}
"""Files whose names tell the episode of another one: sizes and times of two of them are the same."""

CHILD = """
import os, signal, sys
from pathlib import Path
from aniworld_core.config import parse
from aniworld_core.library import Library

place, task, point, left = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])

def hook(event, arguments):
    global left
    if event == "aniworld.reached":
        if task == "tell":
            print(arguments[0])
        if arguments[0] == point:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

config = parse({"library": str(place / "library"), "data": str(place / "data")})
with Library.open(config) as library:
    sys.addaudithook(hook)
    library.renaming.recover()
    if task != "recover":
        library.renaming.run(library.renaming.plan(folders=True))
"""

POINTS = {
    "rename-journal-written": 1,
    "rename-parked": 2,
    "rename-linked": 12,
    "rename-moved": 10,
    "rename-tidied": 1,
    "rename-folder-moved": 1,
    "rename-indexed": 1,
    "rename-told": 1,
    "rename-closed": 1,
}
"""How often each step is reached in a whole run."""


def configured(place: Path) -> Config:
    return parse({"library": str(place / "library"), "data": str(place / "data")})


def child(
    place: Path, task: str, point: str = "-", left: int = 0
) -> "subprocess.CompletedProcess[str]":
    """Run or finish a rename in a process that ends at a step."""
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(place), task, point, str(left)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a library with a circle of names, sidecars, and a folder of another name."""
    place = tmp_path_factory.mktemp("before")
    with Library.open(configured(place)) as library:
        ids = [EpisodeId(1, number) for number in range(1, 6)]
        series = Series(
            key=KEY,
            provider="site",
            ref="show",
            title="Show",
            year=2013,
            folder=OLD,
            episodes=tuple(Episode(id=id) for id in ids),
        )
        library.store.series.put(series)
        for number in range(1, 6):
            _file(library, number)
    return place


def _file(library: Library, number: int) -> None:
    in_circle = number in CIRCLE
    path = f"{OLD}/{'Season 01' if in_circle else 'Staffel 1'}/Show S01E{number:02}.mkv"
    file = video(library.config.root / path, VIDEO + f"{min(number, 2)} {number}".encode())
    os.utime(file, ns=(10**18, 10**18))
    file.with_suffix(".nfo").write_text(f"note {number}")
    episode = EpisodeId(1, CIRCLE.get(number, number))
    stat = file.stat()
    known = EpisodeFile(path=path, episodes=(episode,), size=stat.st_size, mtime=stat.st_mtime_ns)
    library.store.files.add(OLD, known)
    entry = HistoryEntry(
        key=KEY, episode=episode, at=utc_now(), kind=HistoryKind.DOWNLOADED, path=path
    )
    library.store.history.append(entry)


@pytest.fixture(scope="module")
def after(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rename a copy of the library without any kill; each step is reached as often as expected."""
    place = tmp_path_factory.mktemp("after") / "place"
    shutil.copytree(before, place)
    done = child(place, "tell")
    assert done.returncode == 0, done.stderr
    reached = done.stdout.split()
    assert {point: reached.count(point) for point in dict.fromkeys(reached)} == POINTS
    return place


def told(place: Path) -> tuple[object, ...]:
    """Return all that can be seen of a library: files with their bytes, index, history and folder."""
    with Library.open(configured(place)) as library:
        root = library.config.root
        series = library.store.series.get(KEY)
        assert series is not None
        return (
            {path: (root / path).read_bytes() for path in files(root)},
            [(file.path, file.episodes) for file in library.store.files.of(KEY)],
            [(one.episode, one.kind, one.path, one.text) for one in library.store.history.of(KEY)],
            series.folder,
            sorted(path.relative_to(root) for path in root.rglob("*") if path.is_dir()),
            [(run.files, run.folders) for run in library.renaming.runs()],
        )


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_rename_is_finished(point: str, before: Path, after: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    shutil.copytree(before, place)
    # The middle of what is done often, and a second kill while the first one is mended.
    assert child(place, "run", point, POINTS[point] // 2 + 1).returncode == -signal.SIGKILL
    child(place, "recover", "rename-told", 1)
    with Library.open(configured(place)) as library:
        seen = files(library.config.root)
        assert len(seen) == len(set(seen))
        library.scanner.scan(dry_run=True)  # reads, and so mends nothing
        library.renaming.recover()
    assert told(place) == told(after)


def test_a_scan_finishes_what_was_interrupted(before: Path, after: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    shutil.copytree(before, place)
    assert child(place, "run", "rename-linked", 3).returncode == -signal.SIGKILL
    with Library.open(configured(place)) as library:
        library.scanner.scan(confirmed=True)
    assert told(place)[0] == told(after)[0]


def test_a_killed_rename_is_undone(before: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    shutil.copytree(before, place)
    root = place / "library"
    old = {path: (root / path).read_bytes() for path in files(root)}
    assert child(place, "run", "rename-moved", 4).returncode == -signal.SIGKILL
    with Library.open(configured(place)) as library:
        library.renaming.recover()
        assert library.renaming.undo().skipped == ()
    assert {path: (root / path).read_bytes() for path in files(root)} == old
