"""Settings that hold a password come from a file which the environment names."""

from pathlib import Path

import pytest

from aniworld_core.config import load
from aniworld_core.errors import InvalidConfig

URL = "postgresql+psycopg://aniworld:sec%20ret@db.example/aniworld"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text('store = "other://"\nrelay = "other://"\n', "utf-8")
    return path


@pytest.mark.parametrize("setting", ["store", "relay"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_what_the_file_says_wins_over_the_settings_file(
    setting: str, end: str, settings: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_bytes((URL + end).encode())
    environment = {f"ANIWORLD_{setting.upper()}_FILE": str(tmp_path / "secret")}

    config = load(settings, environment=environment)

    assert getattr(config, setting) == URL


def test_a_variable_without_a_value_names_no_file(settings: Path) -> None:
    config = load(settings, environment={"ANIWORLD_STORE_FILE": ""})

    assert config.store == "other://"


def test_a_file_that_is_not_there_is_told_with_its_variable(settings: Path, tmp_path: Path) -> None:
    missing = tmp_path / "secret"

    with pytest.raises(InvalidConfig, match="ANIWORLD_RELAY_FILE names, cannot be read") as told:
        load(settings, environment={"ANIWORLD_RELAY_FILE": str(missing)})

    assert str(missing) in str(told.value)


def test_a_file_of_noise_is_told_without_its_bytes(settings: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"geheim\xff")

    with pytest.raises(InvalidConfig, match="is not UTF-8") as told:
        load(settings, environment={"ANIWORLD_STORE_FILE": str(tmp_path / "secret")})

    assert "geheim" not in str(told.value)


def test_value_and_file_together_are_refused(settings: Path, tmp_path: Path) -> None:
    environment = {"ANIWORLD_STORE": "", "ANIWORLD_STORE_FILE": str(tmp_path / "secret")}
    (tmp_path / "secret").write_text(URL, "utf-8")
    assert load(settings, environment=environment).store == URL

    with pytest.raises(InvalidConfig, match="Both ANIWORLD_STORE_FILE and ANIWORLD_STORE are set"):
        load(settings, environment=environment | {"ANIWORLD_STORE": URL})
