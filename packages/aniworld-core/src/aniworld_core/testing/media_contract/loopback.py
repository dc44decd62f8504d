"""A hoster on loopback for each test of a contract."""

from collections.abc import Iterator

import pytest

from aniworld_core.testing.hoster import Hoster

__all__ = ["OnLoopback"]


class OnLoopback:
    """A test class whose tests each have a web server."""

    hoster: Hoster
    """A web server of the test's own."""

    @pytest.fixture(autouse=True)
    def _open_hoster(self) -> Iterator[None]:
        with Hoster() as self.hoster:
            yield
