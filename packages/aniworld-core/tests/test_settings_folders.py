"""Folders that settings name are looked at when they change, and only then."""

from pathlib import Path

import pytest

from aniworld_core.errors import InvalidConfig
from aniworld_core.services.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "config.toml")


@pytest.mark.parametrize(
    ("folder", "what"),
    [
        ("anime", "'anime' is no whole path"),
        ("{here}/none", "there is no folder {here}/none; make it first"),
        ("{here}/file", "{here}/file is no folder, but a file"),
        ("{here}/file/below", "there is no folder"),
        ("/a\0b", "there is no folder"),
        ("~nobody-has-this-name/anime", "Could not determine home directory"),
    ],
)
def test_a_library_folder_that_cannot_be_one_is_refused(
    settings: Settings, tmp_path: Path, folder: str, what: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidConfig) as refused:
        settings.merge({"library": folder.format(here=tmp_path)})
    assert what.format(here=tmp_path) in refused.value.message
    assert [place for place, _ in refused.value.problems] == ["library"]
    assert not settings.path.exists()


def test_a_folder_that_stays_is_not_looked_at(settings: Settings, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    settings.set("library", str(disk))
    disk.rmdir()  # it is not mounted today
    assert settings.check() == []
    assert settings.set("downloads.workers", "3").library == disk
    name = settings.backup()
    settings.unset("library")
    assert settings.restore(name).library == disk


def test_the_data_folder_may_be_made_later(settings: Settings, tmp_path: Path) -> None:
    settings.set("data", str(tmp_path / "later"))
    (tmp_path / "file").touch()
    for wrong in ("file", "file/below"):
        with pytest.raises(InvalidConfig, match="file is no folder, but a file"):
            settings.set("data", str(tmp_path / wrong))


def test_every_wrong_setting_is_told(settings: Settings) -> None:
    with pytest.raises(InvalidConfig) as refused:
        settings.merge(
            {
                "library": "anime",
                "downloads": {"workers": 99, "attempts": 0, "backoff": "x", "nonsense": 1},
                "naming": {"template": ""},
            }
        )
    assert sorted(place for place, _ in refused.value.problems) == [
        "downloads.attempts",
        "downloads.backoff",
        "downloads.nonsense",
        "downloads.workers",
        "library",
        "naming.template",
    ]
