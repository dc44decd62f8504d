"""The mark of a library folder: made whole or not at all, never over another, and read with distrust."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aniworld_core.clock import utc_now
from aniworld_core.errors import LibraryUnavailable
from aniworld_core.root_mark import MARK, make, read

needs_posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and SIGKILL are POSIX's")

MARKING = """
import os, signal, sys
from pathlib import Path
from aniworld_core.clock import utc_now
from aniworld_core.root_mark import make


def look(event, values):
    if event == "aniworld.reached" and values[0] == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(look)
make(Path(sys.argv[1]), utc_now)
"""


def test_a_mark_is_made_once_and_stays(tmp_path: Path) -> None:
    assert read(tmp_path) is None
    mark = make(tmp_path, utc_now)
    assert make(tmp_path, utc_now) == read(tmp_path) == mark
    assert sorted(path.name for path in (tmp_path / MARK.parent).iterdir()) == [
        ".ignore",
        "library.json",
    ]


def test_a_mark_tells_people_what_it_is(tmp_path: Path) -> None:
    make(tmp_path, utc_now)
    document = json.loads((tmp_path / MARK).read_text())
    assert document.keys() == {"about", "id", "made"}
    assert "Please leave it here." in document["about"]


@pytest.mark.parametrize("point", ["mark-written", "file-linked", "source-unlinked"])
@needs_posix
def test_kill_9_leaves_no_mark_or_a_whole_one(tmp_path: Path, point: str) -> None:
    killed = subprocess.run([sys.executable, "-c", MARKING, str(tmp_path), point], check=False)
    assert killed.returncode == -signal.SIGKILL
    left = read(tmp_path)
    assert (left is None) == (point == "mark-written")
    assert make(tmp_path, utc_now) == read(tmp_path)
    assert left in (None, read(tmp_path))


def content(mark: object) -> bytes:
    return json.dumps({"id": mark}).encode()


@given(st.binary(max_size=200) | st.text().map(content) | st.integers().map(content))
@example(b"")
@example(b"[" * 4000)
@example(content("0" * 32) + b" " * 5000)
@example(content("0" * 32 + "\n"))
@example("{}".encode("utf-16"))
def test_whatever_else_stands_there_is_a_damaged_mark(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes
) -> None:
    root = tmp_path_factory.mktemp("library")
    make(root, utc_now)
    (root / MARK).write_bytes(damage)
    with pytest.raises(LibraryUnavailable, match="is damaged") as refused:
        read(root)
    assert "back from a backup" in refused.value.hint
    with pytest.raises(LibraryUnavailable, match="is damaged"):
        make(root, utc_now)
    assert (root / MARK).read_bytes() == damage


@needs_posix
@pytest.mark.parametrize("which", [MARK, MARK.parent])
def test_a_link_in_its_place_is_not_followed(tmp_path: Path, which: Path) -> None:
    root, elsewhere = tmp_path / "library", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    make(elsewhere, utc_now)
    (root / which.parent).mkdir(exist_ok=True)
    (root / which).symlink_to(elsewhere / which)
    with pytest.raises(LibraryUnavailable, match="cannot be read"):
        read(root)


@needs_posix
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_no_mark(tmp_path: Path, kind: str) -> None:
    (tmp_path / MARK.parent).mkdir()
    if kind == "pipe":
        os.mkfifo(tmp_path / MARK)
    else:
        (tmp_path / MARK).mkdir()
    with pytest.raises(LibraryUnavailable, match=r"damaged|cannot be read"):
        read(tmp_path)
