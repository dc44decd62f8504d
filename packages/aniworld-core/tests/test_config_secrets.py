"""What is secret in the settings, and how much of it is shown."""

import pytest

from aniworld_core.config import hidden, is_secret, revealed


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("api_key", True),
        ("token", True),
        ("session-cookie", True),
        ("client_secret", True),
        ("PASSWORD", True),
        ("cookies", True),
        ("keyboard", False),
        ("tokenizer", False),
        ("monkey", False),
        ("workers", False),
    ],
)
def test_whole_words_make_a_name_secret(name: str, *, secret: bool) -> None:
    assert is_secret(name) is secret


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("postgresql://user:pw@host/db", "postgresql://***@host/db"),
        ("mysql://user@host", "mysql://***@host"),
        ("redis://:p@ss/w?rd#@host:1/0", "redis://***@host:1/0"),
        ("redis://host/0?password=a&db=1", "redis://host/0?password=***&db=1"),
        ("postgresql:///db?user=me&password=", "postgresql:///db?user=me&password="),
        ("sqlite:////volume1/@data/x.db", "sqlite:////volume1/@data/x.db"),
        ("https://aniworld.to", "https://aniworld.to"),
        ("me@example.org", "me@example.org"),
        ("{title}/{season}", "{title}/{season}"),
    ],
)
def test_addresses_are_shown_without_their_secrets(value: str, shown: str) -> None:
    settings = {"store": value, "others": [value, 1]}
    assert hidden(settings) == {"store": shown, "others": [shown, 1]}
    assert revealed(hidden(settings), settings) == settings


def test_secrets_are_hidden_at_every_depth_when_they_are_set() -> None:
    secret = {"token": "x", "keys": {"one": 1}, "cookies": ["x"], "password": 7}
    not_set = {"token": "", "key": None, "use_cookies": False, "keyboard": "de"}
    settings = {"plugins": {"a": secret, "b": not_set}}
    shown = hidden(settings)
    assert shown == {"plugins": {"a": dict.fromkeys(secret, "***"), "b": not_set}}
    assert revealed(shown, settings) == settings
