"""What a text becomes in the settings file, and what is refused before anything is written."""

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import ENG_SUB, GER_DUB
from aniworld_core.errors import InvalidConfig
from aniworld_core.services.settings import Settings

FILE = """\
# my library
library = "/srv/anime"

[downloads]
# not too many
workers = 3  # three
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "config.toml").write_text(FILE)
    return Settings(tmp_path / "config.toml")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("downloads.workers", "7", 7),
        ("downloads.workers", "0x7", 7),
        ("downloads.backoff", "5", 5),
        ("downloads.quality", "720p", "720p"),
        ("downloads.quality", '"720p"', "720p"),
        ("store", "2024", "2024"),
        ("store", "true", "true"),
        ("store", "/srv/[anime] = #1", "/srv/[anime] = #1"),
        ("store", "1\ndata = 'x'", "1\ndata = 'x'"),
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
                assert not _is_folder(text)
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


def _is_folder(text: str) -> bool:
    try:
        return Path(text).is_absolute() and Path(text).is_dir()
    except ValueError:  # a NUL
        return False


def _is_toml(text: str) -> bool:
    try:
        return len(tomllib.loads(f"value = {text}")) == 1
    except ValueError:
        return False


def test_languages_are_read_as_such(settings: Settings) -> None:
    config = settings.set("downloads.languages", "eng-sub, ger-dub")
    assert config.downloads.languages == (ENG_SUB, GER_DUB)
