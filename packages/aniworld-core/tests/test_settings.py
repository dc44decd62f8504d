"""The settings service: every change is checked, kept in a backup, and whole or not there."""

import resource
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aniworld_core import serde
from aniworld_core.config import Config, load
from aniworld_core.errors import AniworldError, InvalidConfig, NotFound
from aniworld_core.services.settings import Settings

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILE = """\
# my library
library = "/srv/anime"  # the big disk

[downloads]
# not too many
workers = 3  # three

[providers.aniworld]
base_url = "http://127.0.0.1:1"
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "config.toml").write_text(FILE)
    return Settings(tmp_path / "config.toml", clock=lambda: NOON)


@contextmanager
def full_disk(limit: int = 0) -> Iterator[None]:
    """Let no file grow beyond ``limit`` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_it_shows_the_file_with_defaults_filled_in(settings: Settings) -> None:
    config = settings.show()
    assert (config.library, config.downloads.workers) == (Path("/srv/anime"), 3)
    assert config.downloads.attempts == Config(data=Path()).downloads.attempts


def test_without_a_file_every_default_holds(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none" / "config.toml")
    assert settings.show().library is None
    assert settings.check() == []
    assert settings.backups() == []
    with pytest.raises(NotFound):
        settings.backup()


def test_a_change_keeps_comments_and_all_else(settings: Settings) -> None:
    assert settings.set("downloads.workers", "4").downloads.workers == 4
    assert settings.path.read_text() == FILE.replace("workers = 3", "workers = 4")


def test_a_change_can_make_file_and_section(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "new" / "config.toml")
    settings.set("library", str(tmp_path))
    settings.set("scanner.min_size", "0")
    settings.set("providers.sto.base_url", "http://127.0.0.1:2")
    assert tomllib.loads(settings.path.read_text()) == {
        "library": str(tmp_path),
        "scanner": {"min_size": 0},
        "providers": {"sto": {"base_url": "http://127.0.0.1:2"}},
    }
    assert load(settings.path, environment={}) == settings.show()


def test_a_form_that_cannot_be_changed_safely_is_left_alone(settings: Settings) -> None:
    dotted = "[providers]\naniworld.x = 1\nsto.y = 2\n"
    settings.path.write_text(dotted)
    with pytest.raises(InvalidConfig, match="cannot change"):
        settings.set("providers.aniworld.deep.z", "1")
    assert settings.path.read_text() == dotted


def test_a_setting_can_be_dropped(settings: Settings) -> None:
    assert settings.unset("downloads.workers").downloads.workers == 2
    assert "workers" not in settings.path.read_text()
    assert len(settings.backups()) == 1
    with pytest.raises(NotFound):
        settings.unset("downloads.workers")
    with pytest.raises(NotFound):
        settings.unset("scanner.min_size")


def test_a_dry_run_answers_and_writes_nothing(settings: Settings) -> None:
    name = settings.backup()
    before = sorted(settings.path.parent.rglob("*"))
    assert settings.set("downloads.workers", "5", dry_run=True).downloads.workers == 5
    assert settings.unset("downloads.workers", dry_run=True).downloads.workers == 2
    assert settings.restore(name, dry_run=True).downloads.workers == 3
    assert settings.path.read_text() == FILE
    assert sorted(settings.path.parent.rglob("*")) == before


def test_the_file_is_for_its_owner_only_and_nothing_is_left_over(settings: Settings) -> None:
    settings.set("downloads.workers", "4")
    assert settings.path.stat().st_mode & 0o777 == 0o600
    (backup,) = settings.backups()
    folder = settings.path.parent / "backups"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / backup.name).stat().st_mode & 0o777 == 0o600
    files = {path.name for path in settings.path.parent.iterdir()}
    assert files - {".config.toml.lock"} == {"config.toml", "backups"}


def test_a_file_that_is_a_link_stays_one(settings: Settings, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "config.toml"
    link.parent.mkdir()
    link.symlink_to(settings.path)
    Settings(link).set("downloads.workers", "4")
    assert link.is_symlink()
    assert settings.show().downloads.workers == 4


@pytest.mark.parametrize(
    ("content", "place", "what"),
    [
        (b"[downloads]\nworkers = 99\n", "downloads.workers", "99 is not between"),
        (b"[downloads]\nworkers = 'x'\n", "downloads.workers", "'x' is not a whole number"),
        (b"[downloads]\nworkers = 2\nwrkers = 3\n", "downloads.wrkers", "did you mean workers?"),
        (b"library = \n", "", "line 1"),
        (b"library = '\xe4'", "", "UTF-8"),
        (b"x = " + b"[" * 10_000, "", "no valid TOML"),
        (b"x = " + b"9" * 5_000, "", "no valid TOML"),
    ],
)
def test_a_check_tells_place_and_reason(
    settings: Settings, content: bytes, place: str, what: str
) -> None:
    settings.path.write_bytes(content)
    problems = settings.check()
    assert any(at == place and what in why for at, why in problems), problems
    for call in (settings.show, lambda: settings.set("library", "x")):
        with pytest.raises(InvalidConfig):
            call()
    assert settings.path.read_bytes() == content


def test_a_check_names_every_wrong_setting(settings: Settings) -> None:
    settings.path.write_text("libary = 3\n[downloads]\nworkers = 1.5\nattempts = 'x'\n")
    assert sorted(place for place, _ in settings.check()) == [
        "downloads.attempts",
        "downloads.workers",
        "libary",
    ]


@pytest.mark.parametrize("limit", [0, len(FILE)], ids=["backup", "file"])
def test_a_full_disk_leaves_the_old_file_whole(settings: Settings, limit: int) -> None:
    with full_disk(limit), pytest.raises(AniworldError) as full:
        settings.set("providers.aniworld.note", "x" * 100)
    assert "could not be changed" in full.value.message
    assert settings.path.read_text() == FILE
    assert not [path for path in settings.path.parent.rglob("*.toml.*") if path.suffix != ".lock"]
    assert settings.set("downloads.workers", "4").downloads.workers == 4


def test_a_place_that_cannot_be_written_to_is_told(settings: Settings) -> None:
    (settings.path.parent / "backups").write_text("in the way")
    with pytest.raises(AniworldError) as refused:
        settings.set("downloads.workers", "4")
    assert str(settings.path) in refused.value.message
    assert refused.value.hint
    assert settings.path.read_text() == FILE
    with pytest.raises(AniworldError):
        Settings(settings.path / "below" / "config.toml").set("library", "x")


def test_changes_from_several_threads_are_all_kept(settings: Settings) -> None:
    def change(number: int) -> None:
        Settings(settings.path).set(f"plugins.p{number}.x", str(number))

    threads = [threading.Thread(target=change, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert settings.show().plugins == {f"p{number}": {"x": number} for number in range(6)}
    assert len(settings.backups()) == 6


def no_odd_plugins(config: Config) -> list[serde.Problem]:
    """Find a plugin wrong whose setting ``x`` is no text."""
    return [
        (f"plugins.{name}", "x is no text")
        for name, section in config.plugins.items()
        if not isinstance(section.get("x", ""), str)
    ]


@pytest.fixture
def checked(settings: Settings) -> Settings:
    return Settings(settings.path, check=no_odd_plugins, clock=lambda: NOON)


def test_what_a_further_check_finds_is_told_and_not_written(checked: Settings) -> None:
    assert checked.check() == []
    for dry_run in (True, False):
        with pytest.raises(InvalidConfig, match=r"plugins\.a: x is no text") as refused:
            checked.set("plugins.a", "{x = 1}", dry_run=dry_run)
        assert "Nothing was changed." in refused.value.hint
    assert checked.path.read_text() == FILE


def test_a_text_that_looks_like_a_number_is_one_where_the_check_wants_it(
    checked: Settings,
) -> None:
    assert checked.set("plugins.a.x", "7").plugins == {"a": {"x": "7"}}


def test_what_was_wrong_before_does_not_hinder_a_change(checked: Settings) -> None:
    checked.path.write_text(FILE + "[plugins.a]\nx = 1\n[plugins.b]\nx = 2\n")
    assert len(checked.check()) == 2
    checked.set("downloads.workers", "4")
    checked.unset("plugins.a.x")
    assert checked.check() == [("plugins.b", "x is no text")]


def test_a_backup_that_a_further_check_finds_wrong_is_refused(checked: Settings) -> None:
    checked.path.write_text(FILE + "[plugins]\na.x = 1\n")
    name = checked.backup()
    checked.path.write_text(FILE)
    with pytest.raises(InvalidConfig, match="x is no text"):
        checked.restore(name)
    assert checked.path.read_text() == FILE
