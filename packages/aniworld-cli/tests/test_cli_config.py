"""``aniw config``: settings seen, checked, changed, kept and restored."""

import tomllib
from pathlib import Path

import pytest
from attrs import frozen

from aniworld_cli.testing import Aniw
from aniworld_core import hookimpl
from aniworld_core.config import Config
from aniworld_core.events import Sink


@pytest.fixture
def file(aniw: Aniw) -> Path:
    """Return the default settings file, with a comment and one setting."""
    path = Path(aniw("config", "path").stdout.strip())
    path.parent.mkdir(parents=True)
    path.write_text("# mine\n[downloads]\nworkers = 3\n")
    return path


def test_path_exists_or_not(aniw: Aniw) -> None:
    document = aniw.json("config", "path")
    assert document["exists"] is False
    assert document["path"].startswith(aniw.environment["XDG_CONFIG_HOME"])


def test_show_joins_file_environment_and_options(aniw: Aniw, file: Path) -> None:
    settings = aniw.json("--library", "/elsewhere", "config", "show", shape="config show")
    assert settings["settings"]["downloads"]["workers"] == 3
    assert settings["settings"]["library"] == "/elsewhere"
    assert settings["settings"]["store"] == "memory:"
    assert "downloads.workers = 3" in aniw("config", "show").stdout.splitlines()


def test_another_file_can_be_named(aniw: Aniw, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("downloads.workers = 5\n")
    output = aniw("--config", str(other), "config", "show").stdout
    assert "downloads.workers = 5" in output
    assert "other.toml" in aniw("--config", str(other), "config", "path").stdout
    error = aniw.error("--config", str(tmp_path / "nothing.toml"), "list", code=2)
    assert error["type"] == "InvalidConfig"


def test_check(aniw: Aniw, file: Path) -> None:
    assert "is in order." in aniw("config", "check").stdout
    file.write_text("[downloads]\nworkers = 99\n[scanner]\nmin_sise = 1\n")
    problems = aniw.json("config", "check", code=2)["problems"]
    assert len(problems) == 2
    told = " ".join(f"{problem['setting']} {problem['problem']}" for problem in problems)
    assert "workers" in told
    assert "min_size" in told
    assert problems[0]["problem"] in aniw("config", "check", code=2).stdout


def test_check_without_a_file(aniw: Aniw) -> None:
    assert "the defaults hold" in aniw("config", "check").stdout


def test_set_and_unset_keep_comments(aniw: Aniw, file: Path) -> None:
    assert "Would set" in aniw("config", "set", "downloads.workers", "4", "--dry-run").stdout
    assert "workers = 3" in file.read_text()
    assert aniw.json("config", "set", "downloads.workers", "4")["value"] == "4"
    assert file.read_text() == "# mine\n[downloads]\nworkers = 4\n"
    assert "Would drop" in aniw("config", "unset", "downloads.workers", "--dry-run").stdout
    aniw.json("config", "unset", "downloads.workers")
    assert "workers" not in file.read_text()
    assert aniw.error("config", "unset", "downloads.workers", code=1)["type"] == "NotFound"


@pytest.mark.parametrize("setting", ["library", "data"])
def test_folders_are_kept_as_seen_from_here(
    aniw: Aniw, file: Path, setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "anime" / "mine").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    told = aniw("config", "set", setting, "anime/mine")
    assert ("stay in the data folder of before" in told.stderr) == (setting == "data")
    assert tomllib.loads(file.read_text())[setting] == str(Path.cwd() / "anime/mine")
    aniw("config", "set", setting, "~/anime")
    assert tomllib.loads(file.read_text())[setting] == str(Path.home() / "anime")


def test_a_negative_value_reaches_its_check(aniw: Aniw, file: Path) -> None:
    error = aniw.error("config", "set", "downloads.backoff", "-1", code=2)
    assert "downloads.backoff" in error["message"]
    assert error["type"] == "InvalidConfig"


def test_set_refuses_what_is_wrong(aniw: Aniw, file: Path) -> None:
    before = file.read_text()
    error = aniw.error("config", "set", "downloads.workers", "99", code=2)
    assert error["type"] == "InvalidConfig"
    assert file.read_text() == before


@frozen(kw_only=True)
class DiarySettings:
    """The settings of the diary."""

    pages: int = 3


class Diary:
    """A plugin that reads its section."""

    @hookimpl
    def aniworld_sinks(self, config: Config) -> list[Sink]:
        config.plugin("diary", DiarySettings)
        return []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("plugins.diary.page", "3", "plugins.diary.page: unknown setting; did you mean pages?"),
        ("plugins.diary.pages", "many", "plugins.diary.pages: 'many' is not a whole number"),
        ("plugins.dairy.pages", "3", "plugins.dairy: no working plugin has this section; did you"),
        ("providers.nope.x", "1", "providers.nope: no working plugin has this section"),
        ("store", "mysql://x", "store: no installed plugin opens mysql stores"),
    ],
)
def test_what_a_plugin_would_refuse_is_not_set_and_found(
    name: str, value: str, told: str, aniw: Aniw, file: Path
) -> None:
    aniw.manager.add(Diary(), "diary")
    before = file.read_text()
    assert told in aniw.error("config", "set", name, value, code=2)["message"]
    assert file.read_text() == before
    file.write_text(f"{name} = {value if value.isdigit() else repr(value)}\n")
    assert told in aniw("config", "check", code=2).stdout


def test_show_has_the_settings_of_plugins(aniw: Aniw, file: Path) -> None:
    aniw.manager.add(Diary(), "diary")
    assert "plugins.diary.pages = 3" in aniw("config", "show").stdout.splitlines()
    aniw("config", "set", "plugins.diary.pages", "5")
    assert aniw.json("config", "show")["settings"]["plugins"] == {"diary": {"pages": 5}}


def test_show_hides_secrets(aniw: Aniw, file: Path) -> None:
    file.write_text("[plugins.diary]\npages = 1\napi_key = 'abc'\nwiki = 'http://me:pw@w.test'\n")
    for text in (aniw("config", "show").stdout, aniw("config", "show", "--json").stdout):
        assert "***" in text
        assert "http://***@w.test" in text
        assert "abc" not in text
        assert "pw" not in text


def test_backups_are_kept_listed_and_restored(aniw: Aniw, file: Path) -> None:
    assert "There is none." in aniw("config", "backups").stdout
    assert aniw.json("config", "backup", "--dry-run")["backup"] is None
    name = aniw.json("config", "backup")["backup"]
    assert "Kept as config-" in aniw("config", "backup").stdout
    assert name in [one["name"] for one in aniw.json("config", "backups")["backups"]]
    assert name in aniw("config", "backups").stdout
    file.write_text("[downloads]\nworkers = 9\n")
    assert aniw.json("config", "restore", name, "--dry-run")["restored"] == name
    assert "workers = 9" in file.read_text()
    assert f"Restored {name}" in aniw("config", "restore", name).stdout
    assert "workers = 3" in file.read_text()


def test_restore_takes_only_names_of_backups(aniw: Aniw, file: Path) -> None:
    assert aniw.error("config", "restore", "../config.toml", code=2)["type"] == "InvalidValue"


def test_backup_without_a_file(aniw: Aniw) -> None:
    assert aniw.error("config", "backup", code=1)["type"] == "NotFound"
