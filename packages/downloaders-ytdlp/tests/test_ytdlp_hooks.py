"""The plugin as the core sees it: found by its entry point, set by its section."""

import pytest

from aniworld_core.config import parse
from aniworld_core.errors import InvalidConfig
from aniworld_core.plugins import Plugins, installed
from aniworld_downloaders_ytdlp import aniworld_downloaders
from aniworld_downloaders_ytdlp.options import Options


def test_the_plugin_is_found() -> None:
    plugins = Plugins(installed(), parse({}))
    assert "ytdlp" in [resolver.name for resolver in plugins.resolvers]
    assert "ytdlp" in [downloader.name for downloader in plugins.downloaders]


def test_the_section_sets_the_options() -> None:
    config = parse({"plugins": {"ytdlp": {"stall_timeout": 5, "retries": 0}}})
    assert config.plugin("ytdlp", Options) == Options(stall_timeout=5.0, retries=0)


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ({"stall_timeot": 5}, "did you mean stall_timeout"),
        ({"retries": -1}, "retries: -1 is not between 0 and 20"),
    ],
)
def test_a_wrong_setting_is_named(section: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidConfig, match=message):
        list(aniworld_downloaders(parse({"plugins": {"ytdlp": section}})))


def test_every_option_is_explained() -> None:
    assert all(field.metadata["doc"] for field in Options.__attrs_attrs__)
