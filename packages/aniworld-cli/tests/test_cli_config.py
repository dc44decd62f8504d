"""``aniw config``: settings seen, checked, changed, kept and restored."""

from pathlib import Path

import pytest

from aniworld_cli.testing import Aniw


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


def test_set_refuses_what_is_wrong(aniw: Aniw, file: Path) -> None:
    before = file.read_text()
    error = aniw.error("config", "set", "downloads.workers", "99", code=2)
    assert error["type"] == "InvalidConfig"
    assert file.read_text() == before


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
