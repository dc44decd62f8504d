"""The provider fulfils the contract of all providers, with broken pages and good manners."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from aniworld_core.entities import EpisodeId
from aniworld_core.ports import Provider
from aniworld_core.testing import SiteContract
from aniworld_providers_sto.site import Sto, StoConfig

PAGES = Path(__file__).parent / "pages"
SERIES = "/serie/nebelwerft"
SERVED = {
    SERIES: "season_1.html",
    f"{SERIES}/staffel-1": "season_1.html",
    f"{SERIES}/staffel-2": "season_2.html",
    f"{SERIES}/staffel-0": "specials.html",
    f"{SERIES}/staffel-1/episode-1": "episode.html",
    "/suche?term=nebel&tab=shows": "search.html",
    "/suche?term=nebel&tab=shows&page=2": "search_2.html",
    "/suche": "search_none.html",
    "/serien": "list.html",
    "/neue-episoden": "new_episodes.html",
}
KINDS = frozenset(
    {
        SERIES,
        f"{SERIES}/staffel-2",
        f"{SERIES}/staffel-1/episode-1",
        "/suche?term=nebel&tab=shows",
        "/serien",
        "/neue-episoden",
    }
)
"""One page of each kind, to be damaged."""


class TestSto(SiteContract):
    query = "nebel"
    ref = "nebelwerft"
    episode = EpisodeId(1, 1)
    pages = MappingProxyType(
        {
            **{path: (PAGES / name).read_bytes() for path, name in SERVED.items()},
            "/media/images/channel/desktop/nebelwerft": b"\xff\xd8\xff\xe0" + bytes(range(256)),
            "/r": '<script>window.top.location = "https://hoster.example/e/abc";</script>',
        }
    )

    def make(self, url: str) -> Provider:
        return Sto(StoConfig(base_url=url, requests_per_second=1000, backoff=0, attempts=2))

    def contents(self) -> Mapping[str, bytes]:
        return {path: body for path, body in super().contents().items() if path in KINDS}
