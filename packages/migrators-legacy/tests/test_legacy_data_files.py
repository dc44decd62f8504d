"""Which files the legacy migrator finds, and what it refuses to open."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aniworld_core.entities import Failure
from aniworld_core.ports import OldSeries
from aniworld_migrators_legacy.content import MAX_BYTES
from aniworld_migrators_legacy.migrator import LegacyMigrator

RECORD: dict[str, Any] = {"key": "waldern", "name": "Waldern", "site": "aniworld.to"}


def write(folder: Path, content: bytes = json.dumps(RECORD).encode()) -> Path:
    folder.mkdir(parents=True)
    path = folder / "data"
    path.write_bytes(content)
    return path


def only(root: Path) -> OldSeries | Failure:
    (item,) = LegacyMigrator().read(root)
    return item


def reason(root: Path) -> str:
    item = only(root)
    assert isinstance(item, Failure)
    return item.reason


def test_folders_come_in_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "c", "a"):
        write(tmp_path / name, json.dumps({**RECORD, "key": name}).encode())
    assert [
        str(one.series.key) for one in LegacyMigrator().read(tmp_path) if isinstance(one, OldSeries)
    ] == ["a", "b", "c"]


def test_only_a_file_called_data_right_in_a_series_folder_counts(tmp_path: Path) -> None:
    write(tmp_path / "Series" / "Season 01")
    (tmp_path / "data").write_text("{}")
    (tmp_path / "Directory" / "data").mkdir(parents=True)
    (tmp_path / "Backup").mkdir()
    (tmp_path / "Backup" / "data.bak-20261122").write_text("{}")
    (tmp_path / "loop").symlink_to("loop")
    assert not LegacyMigrator().fits(tmp_path)
    assert LegacyMigrator().count(tmp_path) == 0


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    write(tmp_path / "Series", b"\xef\xbb\xbf" + json.dumps(RECORD).encode())
    assert isinstance(only(tmp_path), OldSeries)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no valid JSON"),
        (b'{"key": "waldern"', "no valid JSON"),
        (b"\x00\x01\x02", "no valid JSON"),
        (json.dumps(RECORD).encode("utf-16"), "not UTF-8"),
        ('{"key": "w\u00e4ldern"}'.encode("latin-1"), "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"key": ' + b"9" * 5000 + b"}", "no valid JSON"),
        (b"[]", "no JSON object"),
        (b"null", "no JSON object"),
    ],
    ids=["empty", "cut", "binary", "utf-16", "latin-1", "deep", "number", "list", "null"],
)
def test_what_is_no_record_is_a_failure_with_its_path(
    tmp_path: Path, content: bytes, what: str
) -> None:
    path = write(tmp_path / "Series", content)
    item = only(tmp_path)
    assert isinstance(item, Failure)
    assert item.path == str(path)
    assert what in item.reason


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path / "Series")
    os.truncate(path, MAX_BYTES)
    assert "no valid JSON" in reason(tmp_path), "just not too large"
    os.truncate(path, MAX_BYTES + 1)
    assert "huge" in reason(tmp_path)


def test_a_link_within_the_library_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Series").mkdir()
    (tmp_path / "Series" / "data").symlink_to(tmp_path / "kept.json")
    (tmp_path / "kept.json").write_text(json.dumps(RECORD))
    assert isinstance(only(tmp_path), OldSeries)


def _file_link(root: Path, outside: Path) -> None:
    (root / "Series").mkdir()
    (root / "Series" / "data").symlink_to(outside / "Series" / "data")


def _folder_link(root: Path, outside: Path) -> None:
    (root / "Series").symlink_to(outside / "Series")


@pytest.mark.parametrize("link", [_file_link, _folder_link])
def test_a_link_that_leads_out_of_the_library_is_not_followed(
    tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    root, outside = tmp_path / "anime", tmp_path / "anime-elsewhere"
    root.mkdir()
    write(outside / "Series")
    link(root, outside)
    assert "leads out of the library" in reason(root)


def test_a_root_that_is_a_link_itself_is_fine(tmp_path: Path) -> None:
    write(tmp_path / "disk" / "Series")
    (tmp_path / "anime").symlink_to(tmp_path / "disk")
    assert isinstance(only(tmp_path / "anime"), OldSeries)


def test_a_link_to_nowhere_and_one_in_a_circle_are_failures(tmp_path: Path) -> None:
    for name, target in (("Nowhere", "absent"), ("Circle", "data")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "data").symlink_to(target)
    items = list(LegacyMigrator().read(tmp_path))
    assert all(isinstance(item, Failure) for item in items)
    assert LegacyMigrator().count(tmp_path) == len(items) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_a_failure_and_nobody_waits_for_it(tmp_path: Path) -> None:
    (tmp_path / "Series").mkdir()
    os.mkfifo(tmp_path / "Series" / "data")
    assert "not a regular file" in reason(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_a_failure(tmp_path: Path) -> None:
    folder = write(tmp_path / "Series").parent
    folder.chmod(0)
    try:
        assert "Permission denied" in reason(tmp_path)
    finally:
        folder.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="names are always Unicode there")
def test_a_folder_whose_name_is_no_utf8_is_a_failure_that_can_be_printed(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/W\xe4ldern"
    os.mkdir(folder)  # noqa: PTH102 - a path of bytes
    (Path(os.fsdecode(folder)) / "data").write_text(json.dumps(RECORD))
    item = only(tmp_path)
    assert isinstance(item, Failure)
    assert "not UTF-8" in item.reason
    assert item.path.encode().endswith(b"\\udce4ldern/data")
