"""The archive fulfils the contract of every provider, against invented answers on loopback."""

import json

from aniworld_core.entities import EpisodeId
from aniworld_core.ports import Provider
from aniworld_core.testing import SiteContract
from aniworld_provider_archive import Archive
from aniworld_scraping import Client, SiteConfig

SEARCH = "/advancedsearch.php"
QUERY = "?q=title%3A%28lantern%29+AND+mediatype%3Amovies"
FIELDS = "&fl%5B%5D=identifier&fl%5B%5D=title&output=json"
HITS = [
    {"identifier": "Lantern_Cat-1921", "title": "The Lantern Cat"},
    {"identifier": "lantern-parade", "title": "Lantern Parade"},
    {"identifier": "blue_lantern", "title": "The Blue Lantern"},
]
FILES = [
    "Lantern_Cat-1921_meta.xml",
    "Lantern Cat S01E02.mp4",
    "Lantern Cat S01E01.mp4",
    "Lantern Cat S01E01_512kb.mp4",
    "Lantern Cat S02E01.avi",
]
PAGES = {
    SEARCH: json.dumps({"response": {"docs": []}}),
    f"{SEARCH}{QUERY}{FIELDS}": json.dumps({"response": {"docs": HITS}}),
    "/metadata/Lantern_Cat-1921": json.dumps(
        {
            "metadata": {"identifier": "Lantern_Cat-1921", "title": "The Lantern Cat"},
            "files": [{"name": name, "source": "original"} for name in FILES],
        }
    ),
    "/metadata/qqxzzv-wvvkqx": "{}",
}


class TestArchive(SiteContract):
    query = "lantern"
    ref = "Lantern_Cat-1921"
    episode = EpisodeId(1, 2)
    pages = PAGES

    def make(self, url: str) -> Provider:
        return Archive(Client(SiteConfig(base_url=url, requests_per_second=1000, backoff=0)))

    def test_names_of_files_tell_the_episodes(self, provider: Provider) -> None:
        ids = [str(episode.id) for episode in provider.series(self.ref).episodes]
        assert ids == ["S01E001", "S01E002", "S02E001"]
        (link,) = provider.links(self.ref, EpisodeId(1, 1))
        assert link.url.endswith("/download/Lantern_Cat-1921/Lantern%20Cat%20S01E01.mp4")
