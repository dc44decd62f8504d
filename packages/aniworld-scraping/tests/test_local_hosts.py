"""Addresses in the local network are refused, all others are let through."""

import pytest

from aniworld_core.errors import Blocked
from aniworld_scraping import refuse_local


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "192.168.178.1", "10.1.2.3", "169.254.169.254", "0.0.0.0"),
        *("[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "2130706433"),
    ],
)
def test_a_host_in_the_local_network_is_refused(host: str) -> None:
    with pytest.raises(Blocked, match="is in the local network"):
        refuse_local(f"http://{host}:8080/e/1")


@pytest.mark.parametrize(
    "url",
    [
        *("https://1.1.1.1/e/1", "https://[2606:4700::1111]/", "http://198.18.0.7/made-up"),
        *("http://nobody.invalid/", f"http://{'a' * 70}.example/", "http://[::1", ""),
    ],
)
def test_any_other_is_let_through(url: str) -> None:
    refuse_local(url)
