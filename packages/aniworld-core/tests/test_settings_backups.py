"""Backups of the settings file: made, listed, and restored only when they are what they seem."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aniworld_core.errors import InvalidConfig, InvalidValue, NotFound
from aniworld_core.services.settings import Settings

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILE = """\
library = "/srv/anime"

[downloads]
workers = 3
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "config.toml").write_text(FILE)
    return Settings(tmp_path / "config.toml", clock=lambda: NOON)


def test_backups_are_listed_newest_first(tmp_path: Path) -> None:
    times = iter(NOON + timedelta(seconds=seconds) for seconds in (0, 0, 0, 9))
    settings = Settings(tmp_path / "config.toml", clock=lambda: next(times))
    names = []
    for workers in range(1, 5):
        settings.path.write_text(f"[downloads]\nworkers = {workers}\n")
        names.append(settings.backup())
    assert names == [
        "config-20261122T120000Z.toml",
        "config-20261122T120000Z-2.toml",
        "config-20261122T120000Z-3.toml",
        "config-20261122T120009Z.toml",
    ]
    assert [backup.name for backup in settings.backups()] == names[::-1]
    assert settings.backups()[0].time == NOON + timedelta(seconds=9)
    assert {backup.size for backup in settings.backups()} == {settings.path.stat().st_size}


def test_a_backup_comes_back_and_what_it_replaces_is_kept(settings: Settings) -> None:
    name = settings.backup()
    settings.path.write_bytes(b"broken \xff")
    assert settings.restore(name).downloads.workers == 3
    assert settings.path.read_text() == FILE
    assert [backup.size for backup in settings.backups()] == [len(b"broken \xff"), len(FILE)]


def test_a_backup_comes_back_where_the_file_is_gone(settings: Settings) -> None:
    name = settings.backup()
    settings.path.unlink()
    settings.restore(name)
    assert settings.path.read_text() == FILE
    assert len(settings.backups()) == 1


@pytest.mark.parametrize("content", [b"[downloads]\nworkers = 99\n", b"workers = ", b"\xff"])
def test_a_backup_that_is_not_valid_is_refused(settings: Settings, content: bytes) -> None:
    name = settings.backup()
    (settings.path.parent / "backups" / name).write_bytes(content)
    with pytest.raises(InvalidConfig, match=f"The backup {name} cannot be used"):
        settings.restore(name)
    assert settings.path.read_text() == FILE
    assert len(settings.backups()) == 1


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../config.toml",
        "/etc/passwd",
        "config.toml",
        "config-20261122T120000Z.toml/../../config.toml",
        "config-20261122T120000Z.toml\x00",
        "config-20261122T120000Z",
        "CONFIG-20261122T120000Z.TOML",
        "config-20261122T120001Z.toml",
        "config-20260230T120000Z.toml",
        "config-link.toml",
        "config-20261122T120002Z.toml",
        "config-20261122T120003Z.toml",
    ],
)
def test_only_a_listed_backup_is_ever_opened(settings: Settings, name: str) -> None:
    assert settings.backup() == "config-20261122T120000Z.toml"
    folder = settings.path.parent / "backups"
    (folder / "config-20260230T120000Z.toml").write_text(FILE)
    (folder / "config-link.toml").write_text(FILE)
    (folder / "config-20261122T120002Z.toml").symlink_to(settings.path)
    (folder / "config-20261122T120003Z.toml").mkdir()
    assert len(settings.backups()) == 1
    with pytest.raises((InvalidValue, NotFound)):
        settings.restore(name)
    assert settings.path.read_text() == FILE
