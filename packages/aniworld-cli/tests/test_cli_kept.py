"""Files that are kept apart: aniw quarantine and aniw trash."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from aniworld_cli.testing import Aniw
from aniworld_core.entities import GER_DUB, GER_SUB, EpisodeId, Quarantined, SeriesKey, Trashed
from aniworld_core.stash import QuarantineBin, TrashBin

FERN = SeriesKey("fern")
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
FIRST, SECOND = "20261120-120000-aaaaaa", "20261120-120001-bbbbbb"
PATH = "Fern (2013)/Season 01/Fern S01E0{}.mp4"


def quarantined(aniw: Aniw, id: str, number: int) -> None:
    """Put a file of an episode of Fern into quarantine."""
    record = Quarantined(
        id=id,
        at=AT,
        key=FERN,
        episode=EpisodeId(1, number),
        hoster="VOE",
        language=GER_DUB,
        reason="It is too short.",
        file="video.mp4",
        size=2500,
    )
    file = aniw.root / "video.mp4"
    file.write_bytes(b"x" * 2500)
    QuarantineBin(aniw.root).put(record, file)


def trashed(aniw: Aniw, id: str, number: int) -> str:
    """Move a file of an episode of Fern to the trash, and return where it was."""
    path = PATH.format(number)
    record = Trashed(
        id=id,
        at=AT,
        key=FERN,
        episodes=(EpisodeId(1, number),),
        language=GER_SUB,
        reason="Replaced by ger-dub.",
        path=path,
        size=(aniw.root / path).stat().st_size,
    )
    TrashBin(aniw.root).put(record)
    return path


def ids(aniw: Aniw, what: str) -> list[str]:
    """Return the names of what is kept."""
    return [one["id"] for one in aniw.json(what, "list")["files"]]


@pytest.fixture
def failed(with_fern: Aniw) -> Aniw:
    """Return the program with two files in quarantine, of episodes that are missing."""
    quarantined(with_fern, FIRST, 3)
    quarantined(with_fern, SECOND, 4)
    return with_fern


@pytest.fixture
def replaced(with_fern: Aniw) -> Aniw:
    """Return the program with two files in the trash."""
    trashed(with_fern, FIRST, 1)
    trashed(with_fern, SECOND, 2)
    return with_fern


def test_nothing_is_kept(with_fern: Aniw) -> None:
    assert with_fern("quarantine", "list").stdout == "Nothing is in quarantine.\n"
    assert with_fern("trash", "list").stdout == "The trash is empty.\n"
    for command in (("quarantine", "drop", "--all"), ("trash", "empty")):
        assert with_fern(*command, "--yes").stdout == "There is nothing to delete.\n"
    assert with_fern("quarantine", "retry", "--all").stdout == "Nothing is in quarantine.\n"


def test_quarantine_is_listed_with_reasons(failed: Aniw) -> None:
    document = failed.json("quarantine", "list")
    assert (document["total"], document["size"]) == (2, 5000)
    lines = failed("quarantine", "list").stdout.splitlines()
    assert lines[1].split()[0] == FIRST
    assert "fern" in lines[1]
    assert "VOE, ger-dub" in lines[1]
    assert lines[1].endswith("2.5 kB  It is too short.")
    assert lines[3] == "2 files, 5.0 kB; each is kept 14 days."


def test_retry_queues_the_episode_and_deletes_the_file(failed: Aniw) -> None:
    dry = failed.json("quarantine", "retry", "aaaaaa", "--dry-run")
    assert (dry["retried"], dry["items"]) == (1, [])
    assert "Would be deleted" in failed("quarantine", "retry", "--all", "--dry-run").stdout
    assert ids(failed, "quarantine") == [FIRST, SECOND]
    result = failed("quarantine", "retry", "20261120-120000")
    assert "Queued again:\n" in result.stdout
    assert "fern S01E03" in result.stdout
    assert ids(failed, "quarantine") == [SECOND]
    (item,) = failed.json("quarantine", "retry", "--all")["items"]
    assert item["episode"] == "S01E004"
    assert ids(failed, "quarantine") == []
    assert failed.json("queue", "list")["counts"]["queued"] == 2


def test_retry_of_what_is_there_by_now_needs_no_download(failed: Aniw) -> None:
    failed.video("Fern (2013)/Season 01/Fern S01E03.mp4")
    failed("scan", "--offline")
    assert "in the library" in failed("quarantine", "retry", "aaaaaa").stdout


def test_drop_deletes_only_what_is_named(failed: Aniw) -> None:
    assert failed.json("quarantine", "drop", "--all", "--dry-run")["dropped"] == 2
    result = failed("quarantine", "drop", "bbbbbb", "--yes")
    assert result.stdout == f"Deleted, 1 file, 2.5 kB:\n  {SECOND}: fern S01E04 from VOE, 2.5 kB\n"
    assert ids(failed, "quarantine") == [FIRST]
    assert failed.json("queue", "list")["items"] == []


@pytest.mark.parametrize(
    "command", [("quarantine", "drop", "--all"), ("quarantine", "drop", "aaaaaa")]
)
def test_where_nobody_can_be_asked_nothing_is_deleted(failed: Aniw, command: tuple[str]) -> None:
    error = failed.error(*command, code=2)
    assert "give --yes" in error["message"]
    assert ids(failed, "quarantine") == [FIRST, SECOND]


def test_a_name_has_to_be_clear(failed: Aniw) -> None:
    for name in ("2026", "b-no", ""):
        code = 2 if name == "2026" else 1
        failed.error("quarantine", "drop", name, "--yes", code=code)
    error = failed.error("quarantine", "retry", "2026", code=2)
    assert f"could be {FIRST}, {SECOND}" in error["message"]
    assert failed.error("quarantine", "retry", code=2)["type"] == "UsageError"
    assert failed.error("quarantine", "retry", FIRST, "--all", code=2)["type"] == "UsageError"
    assert ids(failed, "quarantine") == [FIRST, SECOND]


def test_trash_is_listed_and_put_back(replaced: Aniw) -> None:
    assert replaced.json("trash", "list")["total"] == 2
    lines = replaced("trash", "list").stdout.splitlines()
    assert PATH.format(1) in lines[1]
    assert lines[1].endswith("Replaced by ger-dub.")
    assert lines[3].endswith("each is kept 30 days.")
    assert "Would be put back" in replaced("trash", "restore", FIRST, "--dry-run").stdout
    assert replaced.json("trash", "restore", "aaaaaa")["restored"] == [PATH.format(1)]
    assert (replaced.root / PATH.format(1)).is_file()
    assert ids(replaced, "trash") == [SECOND]


def test_no_file_is_put_over_another_one(replaced: Aniw) -> None:
    replaced.video(PATH.format(1))
    result = replaced("trash", "restore", FIRST, SECOND, code=3)
    assert result.stdout == f"Put back:\n  {PATH.format(2)}\n"
    assert f"{FIRST}: " in result.stderr
    for options in ([], ["--dry-run"]):
        refused = replaced.json("trash", "restore", FIRST, *options, code=1)["refused"]
        assert [one["id"] for one in refused] == [FIRST]
    assert ids(replaced, "trash") == [FIRST]


def test_a_file_changes_places_with_the_one_that_replaced_it(replaced: Aniw) -> None:
    replaced.video(PATH.format(1))
    there = replaced.root / PATH.format(1)
    new = there.stat().st_ino
    swap = ("trash", "restore", FIRST, "--swap")
    assert replaced(*swap, "--dry-run").stdout == f"Would be put back:\n  {PATH.format(1)}\n"
    assert there.stat().st_ino == new
    assert replaced.json(*swap)["restored"] == [PATH.format(1)]
    assert there.stat().st_ino != new
    assert len(ids(replaced, "trash")) == 2
    assert FIRST not in ids(replaced, "trash")


def test_the_trash_is_emptied(replaced: Aniw) -> None:
    assert replaced.json("trash", "drop", "aaaaaa", "--yes")["dropped"] == 1
    assert ids(replaced, "trash") == [SECOND]
    assert "Would be deleted, 1 file" in replaced("trash", "empty", "--dry-run").stdout
    assert replaced.error("trash", "empty", code=2)["type"] == "UsageError"
    assert replaced.json("trash", "empty", "--yes")["dropped"] == 1
    assert ids(replaced, "trash") == []


def test_where_there_is_no_library_the_error_says_so(with_fern: Aniw) -> None:
    del with_fern.environment["ANIWORLD_LIBRARY"]
    for command in (("trash", "list"), ("quarantine", "list")):
        assert with_fern.error(*command, code=2)["type"] == "InvalidConfig"


@pytest.mark.parametrize(("answer", "code", "left"), [("n", 130, 2), ("y", 0, 0)])
def test_on_a_terminal_the_user_is_asked(replaced: Aniw, answer: str, code: int, left: int) -> None:
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    master, slave = pty.openpty()
    os.write(master, f"{answer}\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "aniworld_cli", "trash", "empty"],
        stdin=slave,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **replaced.environment, "ANIWORLD_STORE": ""},
    )
    os.close(slave)
    os.close(master)
    assert "Delete 2 files, 48.0 kB, for good? [y/N]" in done.stderr
    assert (done.returncode, len(ids(replaced, "trash"))) == (code, left)
