"""Writing that is whole or did not happen."""

import resource
from pathlib import Path

import pytest

from aniworld_core import durable


def test_a_new_file_is_whole_and_for_its_owner(tmp_path: Path) -> None:
    durable.write_new(tmp_path / "new", b"content")
    assert (tmp_path / "new").read_bytes() == b"content"
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o600


def test_an_existing_file_is_never_overwritten_by_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        durable.write_new(tmp_path / "old", b"new")
    assert (tmp_path / "old").read_bytes() == b"old"


def test_a_full_disk_leaves_nothing_of_a_file_and_all_of_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            durable.write_new(tmp_path / "new", b"content")
        with pytest.raises(OSError, match="File too large"):
            durable.replace(tmp_path / "old", b"content")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_bytes() == b"old"


def test_a_replacement_that_cannot_take_place_leaves_nothing_over(tmp_path: Path) -> None:
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        durable.replace(tmp_path / "folder", b"content")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_link_is_kept_and_its_target_replaced(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    durable.replace(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"
