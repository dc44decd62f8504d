"""The provider fulfils the contract of all providers."""

from typing import ClassVar

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from aniworld_core.entities import EpisodeId
from aniworld_core.errors import Blocked, LayoutChanged, ProviderError, RateLimited, Unavailable
from aniworld_core.testing import ProviderContract

TROUBLE = {
    Unavailable: Response(status=503),
    RateLimited: Response(status=429, headers={"Retry-After": "3600"}),
    Blocked: Response("<p>Deine Anfrage wurde als Spam erkannt.</p>"),
    LayoutChanged: Response("<html><body><h1>Willkommen</h1></body></html>"),
}


class TestAniworld(ProviderContract):
    query = "laternen"
    ref = "laternenstrasse-links"
    episode = EpisodeId(1, 1)
    no_query = "zz"
    site: ClassVar[HTTPServer]
    shelf: ClassVar[dict[str, bytes]]

    @pytest.fixture(autouse=True)
    def _site(self, replica: HTTPServer, shelf: dict[str, bytes]) -> None:
        type(self).site, type(self).shelf = replica, shelf

    def requests(self) -> int:
        return len(self.site.log)

    def contents(self) -> dict[str, bytes]:
        return dict(self.shelf)

    def serve(self, name: str, body: bytes) -> None:
        self.shelf[name] = body

    def fail(self, error: type[ProviderError]) -> bool:
        self.site.clear_all_handlers()
        self.site.expect_request("").respond_with_response(TROUBLE[error])
        return True
