"""The settings service: every change is checked, kept in a backup, and whole or not there."""

import resource
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.config import Config, load
from aniworld_core.entities import ENG_SUB, GER_DUB
from aniworld_core.errors import AniworldError, InvalidConfig, InvalidValue, NotFound
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
    settings.set("library", "/srv/anime")
    settings.set("scanner.min_size", "0")
    settings.set("providers.sto.base_url", "http://127.0.0.1:2")
    assert tomllib.loads(settings.path.read_text()) == {
        "library": "/srv/anime",
        "scanner": {"min_size": 0},
        "providers": {"sto": {"base_url": "http://127.0.0.1:2"}},
    }
    assert load(settings.path, environment={}) == settings.show()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("downloads.workers", "7", 7),
        ("downloads.workers", "0x7", 7),
        ("downloads.backoff", "5", 5),
        ("downloads.quality", "720p", "720p"),
        ("downloads.quality", '"720p"', "720p"),
        ("library", "2024", "2024"),
        ("library", "true", "true"),
        ("library", "/srv/[anime] = #1", "/srv/[anime] = #1"),
        ("library", "1\nstore = 'x'", "1\nstore = 'x'"),
        ("downloads.languages", "ger-dub, eng-sub", ["ger-dub", "eng-sub"]),
        ("downloads.languages", "eng-sub", ["eng-sub"]),
        ("downloads.languages", '["eng-sub"]', ["eng-sub"]),
        ("downloads.hosters", "", []),
        ("downloads.hosters", "720", ["720"]),
        ("downloads.hosters", "[VOE]", ["[VOE]"]),
        ("providers.aniworld.depth", "2", 2),
        ("providers.aniworld.depth", "two", "two"),
        ("providers.aniworld", "{ base_url = 'x' }", {"base_url": "x"}),
    ],
)
def test_a_text_is_read_as_what_fits(
    settings: Settings, name: str, text: str, value: object
) -> None:
    settings.set(name, text)
    found: object = tomllib.loads(settings.path.read_text())
    for part in name.split("."):
        assert isinstance(found, dict)
        found = found[part]
    assert found == value


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("downloads.workers", "99", "is not between 1 and 16"),
        ("downloads.workers", "many", "'many' is not a whole number"),
        ("downloads.wrkers", "3", "did you mean workers?"),
        ("downloads.workers.x", "3", "workers is a setting"),
        ("downloads", "3", "downloads"),
        ("downloads.quality", "4k", "quality"),
        ("downloads.languages", "", "name at least one"),
        ("nonsense", "3", "nonsense: unknown setting"),
        ("", "3", "no name of a setting"),
        ("downloads.", "3", "no name of a setting"),
        ("a\nb = 1\nc", "3", "no name of a setting"),
        ("../library", "3", "no name of a setting"),
        ("library", "\udce4", "not Unicode"),
        ("providers.x.y", "9" * 5000, ""),
    ],
)
def test_what_would_not_be_valid_is_refused_before_anything_is_written(
    settings: Settings, name: str, text: str, what: str
) -> None:
    if not what:
        settings.set(name, text)  # a number no program reads is a text
        return
    with pytest.raises(InvalidConfig) as refused:
        settings.set(name, text)
    assert what in refused.value.message
    assert settings.path.read_text() == FILE
    assert settings.backups() == []


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
    with pytest.raises(InvalidConfig):
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


texts = st.text(max_size=30) | st.sampled_from(
    [
        "",
        "'",
        '"',
        "#",
        "\\",
        "'''",
        '"""',
        "[x]\ny=1",
        "\r\n",
        "\x00",
        "\x7f",
        "true",
        "1",
        "1979-05-27",
        "{}",
    ]
)
names = st.sampled_from(["library", "store", "downloads.hosters", "providers.a.b", "plugins.a.b"])


@given(changes=st.lists(st.tuples(names, texts), min_size=1, max_size=4))
def test_whatever_is_set_is_shown_again(changes: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "config.toml")
        settings.path.write_text(FILE)
        for name, text in changes:
            before = settings.path.read_bytes()
            try:
                answer = settings.set(name, text)
            except InvalidConfig:
                assert name == "library", "any other text would do"
                assert text[:1] in ("", "~"), "no folder, or the home of nobody"
                assert settings.path.read_bytes() == before
                continue
            assert settings.show() == answer
            if name == "store" and not _is_toml(text):
                assert answer.store == text
            if name == "downloads.hosters" and not _is_toml(text):
                words = [word for part in text.split(",") if (word := part.strip())]
                assert list(answer.downloads.hosters) == words
        written = settings.path.read_bytes().decode()
    assert all(
        line in written for line in ("# my library", "# not too many", "workers = 3  # three")
    )


def _is_toml(text: str) -> bool:
    try:
        return len(tomllib.loads(f"value = {text}")) == 1
    except ValueError:
        return False


def test_languages_are_read_as_such(settings: Settings) -> None:
    config = settings.set("downloads.languages", "eng-sub, ger-dub")
    assert config.downloads.languages == (ENG_SUB, GER_DUB)
