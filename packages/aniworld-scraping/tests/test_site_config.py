"""The settings every site has."""

import pytest
from attrs import fields, frozen

from aniworld_core.config import parse
from aniworld_core.errors import InvalidConfig
from aniworld_scraping import SiteConfig, address


@frozen(kw_only=True)
class ExampleConfig(SiteConfig):
    base_url: str = address("https://site.example")
    letters: bool = True


def test_a_provider_extends_the_settings() -> None:
    config = parse({"providers": {"example": {"timeout": 5, "letters": False}}})
    settings = config.provider("example", ExampleConfig)
    assert (settings.base_url, settings.timeout, settings.letters) == (
        "https://site.example",
        5.0,
        False,
    )


def test_a_closing_slash_makes_no_difference() -> None:
    assert ExampleConfig(base_url="http://127.0.0.1:8000/").base_url == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "settings",
    [
        {"base_url": "site.example"},
        {"base_url": "ftp://site.example"},
        {"base_url": "https://"},
        {"base_url": "https://site.example/?a=b"},
        {"base_url": "https://user:secret@site.example"},
        {"base_url": "https://site.example:port"},
        {"base_url": "https://["},
        {"base_url": 5},
        {"timeout": 0},
        {"requests_per_second": 0},
        {"requests_per_hour": 0},
        {"concurrency": 0},
        {"attempts": 0},
        {"backoff": -1},
        {"size_limit": 1},
        {"base_uri": "https://site.example"},
    ],
    ids=str,
)
def test_a_wrong_setting_is_named(settings: dict[str, object]) -> None:
    (name,) = settings
    config = parse({"providers": {"example": settings}})
    with pytest.raises(InvalidConfig, match=name):
        config.provider("example", ExampleConfig)


def test_every_setting_is_described() -> None:
    assert all(setting.metadata["doc"] for setting in fields(SiteConfig))
