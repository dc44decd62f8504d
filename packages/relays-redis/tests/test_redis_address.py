"""What may stand in the setting, and what is told of it."""

import pytest

from aniworld_core.errors import InvalidConfig
from aniworld_relays_redis import aniworld_open_relay
from aniworld_relays_redis.address import Address


@pytest.mark.parametrize(
    ("url", "name", "prefix"),
    [
        ("redis://", "localhost:6379", "aniworld"),
        ("redis://box", "box:6379", "aniworld"),
        ("redis://:secret@box:1/3?prefix=two:x", "box:1", "two:x"),
        ("rediss://user:secret@[::1]:7/0", "::1:7", "aniworld"),
    ],
)
def test_an_address_is_read(url: str, name: str, prefix: str) -> None:
    address = Address.parse(url)
    assert (address.name, address.prefix) == (name, prefix)
    assert "secret" not in repr(address)
    arguments = address.client().connection_pool.connection_kwargs
    assert arguments.get("password") == ("secret" if "secret" in url else None)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("redis://box:port", "Port"),
        ("redis://box:99999", "Port"),
        ("redis://box/shows", "number of a database"),
        ("redis://box/1/2", "number of a database"),
        ("redis://box?prefix=", "the prefix is made of"),
        ("redis://box?prefix=a%20b", "the prefix is made of"),
        ("redis://box?protocol=3", "not protocol"),
        ("redis://box?ssl_odd=1", "ssl_odd"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(url: str, fault: str) -> None:
    with pytest.raises(InvalidConfig) as caught:
        aniworld_open_relay(url)
    assert fault in caught.value.message
    assert "redis://127.0.0.1:6379/0?prefix=aniworld" in caught.value.hint


@pytest.mark.parametrize("url", ["sqlite:///redis.db", "redist://box", "memory:"])
def test_other_schemes_are_left_to_others(url: str) -> None:
    assert aniworld_open_relay(url) is None
