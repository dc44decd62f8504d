"""Settings and where they come from."""

from pathlib import Path
from typing import Any

import pytest
from attrs import fields, frozen

from aniworld_core.config import (
    Config,
    DownloadsConfig,
    NamingConfig,
    ScannerConfig,
    ScheduleConfig,
    default_path,
    load,
    parse,
)
from aniworld_core.entities import ENG_SUB, GER_DUB, GER_SUB, Wanted
from aniworld_core.errors import InvalidConfig

FILE = """
library = "/srv/anime"
data = "/srv/data"

[downloads]
languages = ["ger-sub"]
workers = 3

[providers.aniworld]
base_url = "http://127.0.0.1:1"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(FILE)
    return path


@frozen(kw_only=True)
class Section:
    """A provider's own settings."""

    base_url: str = "https://catalogue.example"
    pause: float = 1.0


def test_defaults() -> None:
    config = parse({})

    assert config.library is None
    assert config.data.name == "aniworld-library"
    assert config.downloads.wanted() == Wanted(languages=(GER_DUB, GER_SUB, ENG_SUB))
    assert config.scanner.episode_limit == 1000
    assert default_path().parts[-2:] == ("aniworld-library", "config.toml")


def test_options_win_over_environment_over_file(file: Path) -> None:
    environment = {"ANIWORLD_LIBRARY": "/env", "ANIWORLD_DATA": "/env-data", "HOME": "/"}

    config = load(file, environment=environment, options={"data": Path("/option"), "store": None})

    assert (config.library, config.data, config.store) == (Path("/env"), Path("/option"), "")
    assert (config.downloads.languages, config.downloads.workers) == ((GER_SUB,), 3)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("ANIWORLD_DOWNLOADS__WORKERS", "4", 4),
        ("ANIWORLD_DOWNLOADS__BACKOFF", "1.5", 1.5),
        ("ANIWORLD_DOWNLOADS__QUALITY", "720p", "720p"),
        ("ANIWORLD_DOWNLOADS__LANGUAGES", "eng-sub, ger-dub", (ENG_SUB, GER_DUB)),
        ("ANIWORLD_DOWNLOADS__LANGUAGES", '["eng-sub"]', (ENG_SUB,)),
        ("ANIWORLD_DOWNLOADS__HOSTERS", "voe", ("voe",)),
    ],
)
def test_the_environment_reaches_every_level(
    name: str, text: str, value: object, file: Path
) -> None:
    config = load(file, environment={name: text})

    assert getattr(config.downloads, name.rpartition("__")[2].lower()) == value


def test_the_environment_reaches_plugins(file: Path) -> None:
    config = load(file, environment={"ANIWORLD_PROVIDERS__ANIWORLD__PAUSE": "0.5"})

    assert config.provider("aniworld", Section) == Section(base_url="http://127.0.0.1:1", pause=0.5)


def test_an_empty_or_foreign_variable_is_not_there(file: Path) -> None:
    environment = {"ANIWORLD_LIBRARY": "", "ANIWORLD_SOMETHING": "x", "ANIWORLDX__Y": "1"}

    assert load(file, environment=environment) == load(file, environment={})


def test_variables_that_contradict_each_other_are_told(file: Path) -> None:
    environment = {"ANIWORLD_LIBRARY": "/x", "ANIWORLD_LIBRARY__DEEPER": "1"}

    with pytest.raises(InvalidConfig, match="library"):
        load(file, environment=environment)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("library = 5", "library: 5 is not a path"),
        ('library = ""', "library: it is empty"),
        ("libary = '/x'", "libary: unknown setting; did you mean library?"),
        ("[download]\nworkers = 1", "download: unknown setting; did you mean downloads?"),
        ("[downloads]\nworkers = 0", "downloads.workers: "),
        ("[downloads]\nworkers = 17", "downloads.workers: "),
        ("[downloads]\nworkers = '2'", "downloads.workers: '2' is not a whole number"),
        (
            "[downloads]\nspeed_limit = '1MB'",
            "downloads.speed_limit: '1MB' is not a whole number: write out all the bytes",
        ),
        ("[downloads]\nworkers = true", "downloads.workers: True is not a whole number"),
        ("[downloads]\nbackoff = nan", "downloads.backoff: "),
        ("[downloads]\nlanguages = []", "downloads.languages: name at least one"),
        ("[downloads]\nlanguages = ['german']", "'german' is no language. Use one of eng-dub, "),
        ("[downloads]\nquality = '4k'", "downloads.quality: '4k' is no quality"),
        ("[naming]\ntemplate = '{title}.{ext}'", "naming.template: '{title}.{ext}' is no naming"),
        ("[scanner]\nepisode_limit = 0", "scanner.episode_limit: "),
        ("[scanner]\nmin_size = -1", "scanner.min_size: "),
        ("library = ", "is no valid TOML"),
        ("x = " + "9" * 5000, "is no valid TOML"),
        ("x = " + "[" * 5000, "is no valid TOML"),
    ],
)
def test_a_wrong_file_is_told(text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)

    with pytest.raises(InvalidConfig) as caught:
        load(file, environment={})

    assert told in caught.value.message
    assert caught.value.hint


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidConfig) as caught:
        parse({"library": 5, "downloads": {"workers": 0}, "zzz": 1})

    assert all(name in caught.value.message for name in ("library", "downloads.workers", "zzz"))


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"store = 'm\xfcll:'")

    with pytest.raises(InvalidConfig, match=r"config\.toml is not UTF-8 \(byte 11\)\.") as caught:
        load(file, environment={})
    assert caught.value.hint == "Save it as UTF-8."


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("x", "Settings are names and values, not 'x'."),
        (
            {"downloads": 5},
            "downloads: it is a section; set one of its settings, such as languages",
        ),
        ({"downloads": "x"}, "downloads: it is a section; "),
        ({"providers": 5}, "providers: it is a section; "),
        ({"providers": {"site": "x"}}, "providers.site: it is a section; "),
    ],
)
def test_a_value_in_the_place_of_a_section_is_told(data: Any, told: str) -> None:
    with pytest.raises(InvalidConfig) as caught:
        parse(data)
    assert told in caught.value.message


def test_a_question_ends_without_a_full_stop() -> None:
    with pytest.raises(InvalidConfig, match=r"did you mean workers\?$"):
        parse({"downloads": {"worker": 1}})


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidConfig, match="There is no settings file"):
        load(tmp_path / "none.toml", environment={})


def test_a_number_nobody_can_mean_stays_a_text(file: Path) -> None:
    with pytest.raises(InvalidConfig, match=r"downloads\.workers"):
        load(file, environment={"ANIWORLD_DOWNLOADS__WORKERS": "9" * 5000})


def test_the_root_must_be_set() -> None:
    assert parse({"library": "/x"}).root == Path("/x")
    with pytest.raises(InvalidConfig, match="No library folder is set") as caught:
        _ = parse({}).root
    assert "aniw config set library" in caught.value.hint


def test_the_store_is_a_file_in_the_data_folder_unless_set() -> None:
    assert parse({"data": "/d"}).store_url == "sqlite:////d/library.db"
    assert parse({"store": "memory:"}).store_url == "memory:"


def test_a_plugin_s_section_is_checked() -> None:
    config = parse({"plugins": {"x": {"base_ulr": "y", "pause": "z"}}})

    assert config.plugin("other", Section) == Section()
    with pytest.raises(InvalidConfig) as caught:
        config.plugin("x", Section)
    assert "plugins.x.base_ulr: unknown setting; did you mean base_url?" in caught.value.message
    assert "plugins.x.pause: 'z' is not a number" in caught.value.message


_SECTIONS = (DownloadsConfig, NamingConfig, ScannerConfig, ScheduleConfig)


@pytest.mark.parametrize("section", [Config, *_SECTIONS])
def test_every_setting_says_what_it_means(section: type) -> None:
    for setting in fields(section):
        assert setting.type in _SECTIONS or setting.metadata["doc"].endswith("."), setting.name
