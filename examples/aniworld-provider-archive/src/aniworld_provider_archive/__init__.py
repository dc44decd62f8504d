"""The Internet Archive as a catalogue: an item is a series, its video files are the episodes."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from aniworld_core import hookimpl
from aniworld_core.entities import ENG_DUB, Episode, EpisodeId, Link, SearchHit, Series
from aniworld_core.errors import Gone
from aniworld_core.keys import from_slug


class Archive:
    name = "archive"

    def __init__(self, client: Any) -> None:
        self.client = client
        self.share_pace = client.share_pace  # what all processes ask is counted together

    def search(self, query: str) -> Sequence[SearchHit]:
        words = " ".join(re.findall(r"\w+", query))
        asked = {"q": f"title:({words}) AND mediatype:movies", "fl[]": ["identifier", "title"]}
        path = f"/advancedsearch.php?{urlencode({**asked, 'output': 'json'}, doseq=True)}"
        return self.client.json(path, self.hits) if words else []

    def hits(self, page: Any) -> Sequence[SearchHit]:
        found = {one["identifier"]: one["title"].strip() for one in page["response"]["docs"]}
        return [SearchHit(provider="archive", ref=ref, title=found[ref]) for ref in found]

    def series(self, ref: str) -> Series:
        title, files = self.item(ref)
        found = tuple(Episode(id=id, languages=(ENG_DUB,), hosters=("Archive",)) for id in files)
        return Series(key=from_slug(ref), provider="archive", ref=ref, title=title, episodes=found)

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        _, files = self.item(ref)
        if episode not in files:
            raise Gone(f"{ref} has no episode {episode}.")
        url = f"{self.client.base_url}/download/{ref}/{quote(files[episode])}"
        return [Link(hoster="Archive", language=ENG_DUB, url=url)]

    def item(self, ref: str) -> Any:
        return self.client.json(f"/metadata/{quote(ref, '', errors='replace')}", self.read)

    def read(self, page: Any) -> tuple[str, dict[EpisodeId, str]]:
        if not page:
            raise Gone("The archive has no such item.", hint="Search for its title.")
        names = sorted(file["name"] for file in page["files"])
        videos = [name for name in names if re.search(r"(?<!_512kb)\.(mp4|mkv|avi)$", name)]
        ids = [re.search(r"S(\d+)E(\d+)", name) or ("", 1, n) for n, name in enumerate(videos, 1)]
        files = {EpisodeId(int(at[1]), int(at[2])): n for at, n in zip(ids, videos, strict=True)}
        return page["metadata"]["title"].strip(), dict(sorted(files.items()))


@hookimpl
def aniworld_providers(config: Any) -> Iterator[Archive]:
    from aniworld_scraping import Client, site_config  # here, because every start loads this file

    yield Archive(Client(config.provider("archive", site_config("https://archive.org"))))
