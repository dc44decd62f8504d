"""Which addresses a catalogue may be asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core import validators
from aniworld_core.errors import InvalidValue

HOSTS = frozenset({"catalogue.example", "www.catalogue.example", "127.0.0.1:8080"})


@pytest.mark.parametrize(
    "url",
    [
        "https://catalogue.example/anime/stream/tessa",
        "http://catalogue.example/anime/stream/tessa",
        "https://www.catalogue.example/x?y=z#f",
        "https://CATALOGUE.example/x",
        "https://catalogue.example:443/x",
        "http://catalogue.example:80/x",
        "http://127.0.0.1:8080/anime",
    ],
)
def test_addresses_on_installed_sites_are_taken(url: str) -> None:
    assert validators.catalogue_url(f" {url}\n", HOSTS) == url


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("", "it is empty"),
        ("catalogue.example/x", "it must begin with https:// or http://"),
        ("//catalogue.example/x", "it must begin with https:// or http://"),
        ("ftp://catalogue.example/x", "it must begin with https:// or http://"),
        ("file:///etc/passwd", "it must begin with https:// or http://"),
        ("https:///x", "it names no site"),
        ("https://user:secret@catalogue.example/x", "it has a user name or password"),
        ("https://catalogue.example@evil.example/x", "it has a user name or password"),
        ("https://evil.example/x", "no installed provider reads evil.example"),
        ("https://catalogue.example.evil.example/", "no installed provider reads"),
        ("https://catalogue.example./x", "no installed provider reads"),
        ("https://evilcatalogue.example/x", "no installed provider reads"),
        ("https://catalogue.example:8443/x", "no installed provider reads this port"),
        ("https://catalogue.example:80/x", "no installed provider reads this port"),
        ("http://127.0.0.1/x", "no installed provider reads this port"),
        ("http://127.0.0.1:22/x", "no installed provider reads this port"),
        ("http://[::1]/x", "no installed provider reads ::1"),
        ("http://[::1/x", "Invalid IPv6 URL"),
        ("https://catalogue.example:port/x", "Port could not be cast"),
        ("https://catalogue.example\\@evil.example/", "odd characters"),
        ("https://catalogue.example/\tx", "odd characters"),
        ("https://catalogue.example/a b", "odd characters"),
        ("https://catalogue.example/\u202ex", "odd characters"),
    ],
)
def test_other_addresses_are_told(url: str, rule: str) -> None:
    with pytest.raises(InvalidValue, match=rule):
        validators.catalogue_url(url, HOSTS)


def test_the_message_lists_the_sites() -> None:
    with pytest.raises(InvalidValue) as caught:
        validators.catalogue_url("https://evil.example", HOSTS)

    assert "127.0.0.1:8080, catalogue.example, www.catalogue.example" in caught.value.hint


@given(st.from_regex(r"https?://[a-z.@:\[\]\\/%0-9-]{0,30}", fullmatch=True))
def test_only_the_sites_themselves_pass(url: str) -> None:
    try:
        taken = validators.catalogue_url(url, {"a.b"})
    except InvalidValue:
        return
    assert taken.split("/")[2] in {"a.b", "a.b:", "a.b:80", "a.b:443"}
