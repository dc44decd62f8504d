"""Settings as data: merged or replaced as a whole, with comments kept and errors as pairs."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core import serde
from aniworld_core.config import Config, hidden
from aniworld_core.errors import InvalidConfig
from aniworld_core.services.settings import Settings

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILE = """\
# my library
library = "/srv/anime"  # the big disk
store = "postgresql://me:pa/ss@db.test/anime?sslmode=off&password=x"

[downloads]
# not too many
workers = 3  # three
languages = ["ger-sub"]

[providers.site]
base_url = "http://127.0.0.1:1"
api_token = "abc"  # from the account page
mirrors = ["http://me:pw@one.test", "http://two.test"]
"""
Call = Callable[..., Config]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "config.toml").write_text(FILE)
    return Settings(tmp_path / "config.toml", clock=lambda: NOON)


def stored(settings: Settings) -> dict[str, Any]:
    return tomllib.loads(settings.path.read_text())


def test_a_merge_changes_what_it_names_and_keeps_comments(settings: Settings) -> None:
    downloads = {"workers": 4, "backoff": 5}
    config = settings.merge({"downloads": downloads, "naming": {"template": None}, "library": "/"})
    assert (config.downloads.workers, config.downloads.backoff) == (4, 5.0)
    text = settings.path.read_text()
    expected = FILE.replace("workers = 3", "workers = 4").replace("/srv/anime", "/")
    assert text == expected.replace('["ger-sub"]\n', '["ger-sub"]\nbackoff = 5\n')
    assert len(settings.backups()) == 1


def test_a_null_drops_a_setting_or_a_section(settings: Settings) -> None:
    config = settings.merge({"downloads": {"workers": None, "attempts": None}, "library": None})
    assert config.downloads.workers == Config(data=Path()).downloads.workers
    assert config.library is None
    assert stored(settings)["downloads"] == {"languages": ["ger-sub"]}
    settings.merge({"providers": None})
    assert "providers" not in stored(settings)
    assert "# not too many" in settings.path.read_text()


def test_a_replacement_is_the_whole_file(settings: Settings) -> None:
    config = settings.replace({"downloads": {"workers": 3, "quality": None}, "scanner": {}})
    assert config.store == ""
    assert stored(settings) == {"downloads": {"workers": 3}, "scanner": {}}
    text = settings.path.read_text()
    assert "# my library" in text
    assert "workers = 3  # three" in text
    assert settings.backups()
    settings.replace({})
    assert stored(settings) == {}


def test_what_is_shown_can_be_given_back(settings: Settings) -> None:
    """A form that reads all settings and sends all back changes nothing."""
    before = settings.show()
    for change in (settings.merge, settings.replace):
        assert change(hidden(serde.unstructure(settings.show()))) == before
        assert stored(settings)["providers"] == tomllib.loads(FILE)["providers"]
        assert stored(settings)["store"] == tomllib.loads(FILE)["store"]


@pytest.mark.parametrize("name", ["merge", "replace"])
@pytest.mark.parametrize(
    ("data", "places"),
    [
        (
            {"downloads": {"workers": "x", "attempts": 1.5}},
            {"downloads.workers", "downloads.attempts"},
        ),
        ({"downloads": {"workers": 99}}, {"downloads.workers"}),
        ({"downloads": {"workers": True}}, {"downloads.workers"}),
        ({"downloads": {"workers": "3"}, "zzz": 1}, {"downloads.workers", "zzz"}),
        ({"downloads": 5}, {"downloads"}),
        ({"library": {"x": 1}}, {"library"}),
        ({"library": "\udce4"}, {"library"}),
        ({"plugins": {"p": {"\udce4": 1}}}, {r"plugins.p.\udce4"}),
        ({"plugins": {"p": {"x": [1, None], "y": b"z"}}}, {"plugins.p.x.1", "plugins.p.y"}),
        ({"plugins": {"a": {"x": 1}}}, {"plugins.a"}),
        ({1: 2}, {"1"}),
    ],
    # A set is told in another order by each process, and pytest-xdist compares their lists of tests.
    ids=lambda value: ascii(value) if isinstance(value, dict) else "",
)
def test_what_is_wrong_is_told_as_pairs_and_nothing_is_changed(
    settings: Settings, name: str, data: Mapping[str, Any], places: set[str]
) -> None:
    def odd(config: Config) -> list[serde.Problem]:
        return [("plugins.a", "x is no text")] * ("a" in config.plugins)

    settings = Settings(settings.path, check=odd, clock=lambda: NOON)
    for dry_run in (True, False):
        with pytest.raises(InvalidConfig) as refused:
            getattr(settings, name)(data, dry_run=dry_run)
        assert {place for place, _ in refused.value.problems} == places
        assert all(what for _, what in refused.value.problems)
    assert settings.path.read_text() == FILE
    assert not settings.backups()


def test_what_is_no_object_or_nested_without_end_is_refused(settings: Settings) -> None:
    with pytest.raises(InvalidConfig, match="names and values"):
        settings.merge(["library"])  # type: ignore[arg-type]
    deep: dict[str, Any] = {}
    for _ in range(5000):
        deep = {"x": deep}
    with pytest.raises(InvalidConfig, match="nested too deeply"):
        settings.merge({"plugins": deep})


def test_a_dry_run_answers_and_writes_nothing(settings: Settings) -> None:
    assert settings.merge({"downloads": {"workers": 7}}, dry_run=True).downloads.workers == 7
    assert settings.replace({}, dry_run=True).library is None
    assert settings.path.read_text() == FILE
    assert [path.name for path in settings.path.parent.iterdir()] == ["config.toml"]


def test_a_merge_can_make_the_file(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "new" / "config.toml")
    settings.merge({"downloads": {"workers": 5}, "library": str(tmp_path), "data": None})
    assert stored(settings) == {"library": str(tmp_path), "downloads": {"workers": 5}}


def test_a_mask_stands_for_what_is_stored(settings: Settings) -> None:
    mirrors = ["http://two.test", "http://***@one.test", "http://three.test"]
    settings.merge({"providers": {"site": {"api_token": "***", "mirrors": mirrors}}})
    site = stored(settings)["providers"]["site"]
    assert site["api_token"] == "abc"
    assert site["mirrors"] == ["http://two.test", "http://me:pw@one.test", "http://three.test"]
    settings.merge({"providers": {"site": {"api_token": "new"}}})
    assert stored(settings)["providers"]["site"]["api_token"] == "new"


def test_a_mask_without_anything_stored_sets_nothing(settings: Settings) -> None:
    settings.merge({"providers": {"site": {"password": "***"}}})
    assert "password" not in stored(settings)["providers"]["site"]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://***@elsewhere.test/anime?sslmode=off&password=***",
        "postgresql://me:pw@db.test/anime?password=***",
    ],
)
def test_a_hidden_password_does_not_go_to_another_host(settings: Settings, address: str) -> None:
    with pytest.raises(InvalidConfig, match="write the address out") as refused:
        settings.merge({"store": address})
    assert [place for place, _ in refused.value.problems] == ["store"]
    assert settings.path.read_text() == FILE


SECTIONS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "a b", "ä"]),
    st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3) | st.lists(st.text()),
        lambda inner: st.dictionaries(st.sampled_from(["a", "b", "x.y"]), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)


@given(SECTIONS, SECTIONS)
def test_one_replacement_after_another_is_read_back(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    with TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "config.toml")
        for sections in (first, second):
            data = {"providers": {name: {"x": value} for name, value in sections.items()}}
            settings.replace(data)
            assert filled(stored(settings)) == filled(data)


def filled(value: Any) -> Any:
    """Leave out what is null, and sections that nothing else is in."""
    if not isinstance(value, dict):
        return value
    inner = {name: filled(one) for name, one in value.items() if one is not None}
    return {name: one for name, one in inner.items() if one != {}}
