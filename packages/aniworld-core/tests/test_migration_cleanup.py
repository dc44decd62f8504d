"""Putting one old data file away."""

from datetime import date
from pathlib import Path

import pytest

from aniworld_core.errors import MigrationError
from aniworld_core.services.migration.cleanup import put_away

TODAY = date(2026, 11, 22)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.write_bytes(b"{}")
    path.chmod(0o640)
    return path


def test_a_copy_takes_its_place_with_content_and_rights(data: Path) -> None:
    copy = put_away(data, TODAY)
    assert copy == data.with_name("data.bak-20261122")
    assert copy.read_bytes() == b"{}"
    assert copy.stat().st_mode & 0o777 == 0o640
    assert list(data.parent.iterdir()) == [copy]


def test_older_copies_are_never_overwritten(data: Path) -> None:
    names = ["data.bak-20261122", "data.bak-20261122-2", "data.bak-20261122-3"]
    for number, name in enumerate(names):
        data.write_text(str(number))
        assert put_away(data, TODAY).name == name
    assert [data.with_name(name).read_text() for name in names] == ["0", "1", "2"]


def test_a_link_in_the_place_of_a_copy_is_not_followed(data: Path) -> None:
    data.with_name("data.bak-20261122").symlink_to("elsewhere")
    assert put_away(data, TODAY).name == "data.bak-20261122-2"
    assert not data.with_name("elsewhere").exists()


def test_what_is_no_file_of_its_own_is_left_alone(data: Path) -> None:
    link = data.with_name("link")
    link.symlink_to(data)
    for path in (link, data.parent, data.with_name("absent")):
        with pytest.raises(MigrationError, match="no regular file"):
            put_away(path, TODAY)
    assert link.is_symlink()
    assert data.read_bytes() == b"{}"


def test_a_file_that_cannot_be_copied_stays(tmp_path: Path) -> None:
    path = tmp_path / ("d" * 250)  # a name that leaves no room for that of a copy
    path.write_bytes(b"{}")
    with pytest.raises(MigrationError, match="File name too long"):
        put_away(path, TODAY)
    assert list(tmp_path.iterdir()) == [path]
