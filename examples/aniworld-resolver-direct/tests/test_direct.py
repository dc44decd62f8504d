"""Direct links fulfil the contract of every resolver."""

import pytest

from aniworld_core.entities import GER_DUB, Link
from aniworld_core.ports import Resolver
from aniworld_core.testing import ResolverContract
from aniworld_resolver_direct import DirectLinks


class TestDirectLinks(ResolverContract):
    path = "/v/1.mp4"

    def resolver(self) -> Resolver:
        return DirectLinks()

    def readable_page(self) -> str:
        return "\x00\x00\x00\x20ftypisom"

    def hidden_page(self) -> str:
        return "<html><body>Please wait.</body></html>"


@pytest.mark.parametrize("url", ["https://box.example/v/1.html", "https://[", "ftp://box/1.mp4"])
def test_other_addresses_are_left_to_others(url: str) -> None:
    assert not DirectLinks().accepts(Link(hoster="Box", language=GER_DUB, url=url))
