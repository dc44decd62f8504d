"""The requests to aniworld.to, and its settings."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from attrs import evolve, frozen

from aniworld_core.entities import Episode, EpisodeId, Link, Release, SearchHit, Series, Title
from aniworld_core.errors import Gone
from aniworld_core.ports import Spend
from aniworld_providers_aniworld import parse
from aniworld_scraping import (
    Client,
    SeriesPage,
    SiteConfig,
    address,
    clean,
    gated,
    key_of,
    normal_ref,
    path_on,
)

__all__ = ["Aniworld", "AniworldConfig"]

_SHORTEST_QUERY = 2


@frozen(kw_only=True)
class AniworldConfig(SiteConfig):
    """The section ``[providers.aniworld]``."""

    base_url: str = address("https://aniworld.to")


class Aniworld:
    """The catalogue of aniworld.to, or of a replica at ``base_url``.

    A series takes one request for itself with its first season, and one for each further season.
    """

    name = "aniworld"

    def __init__(self, config: AniworldConfig, *, cache: Path | None = None) -> None:
        self._client = Client(config, mirrors=parse.HOSTS, cache=cache)
        self._local_allowed = config.local_addresses
        self._own_host = urlsplit(config.base_url).netloc.lower()

    @property
    def hosts(self) -> Collection[str]:
        """The site's known hosts and that of ``base_url``."""
        return parse.HOSTS | {self._own_host}

    def share_pace(self, spend: Spend) -> None:
        """Keep the limits with all processes."""
        self._client.share_pace(spend)

    def search(self, query: str) -> Sequence[SearchHit]:
        """Search by the site's own search; a single letter finds nothing."""
        query = clean(query)
        if len(query) < _SHORTEST_QUERY:
            return ()
        headers = {
            "X-Requested-With": "XMLHttpRequest",
            "Referer": f"{self._client.base_url}/search",
        }
        page = self._client.post("/ajax/search", {"keyword": query}, headers=headers)
        return parse.hits(page, provider=self.name, query=query)

    def series(self, ref: str) -> Series:
        """Read the series' page and those of its further seasons and films."""
        page = self._page(ref, parse.series_path(ref))
        return page.completed(partial(self._season, ref))

    def refresh(self, known: Series, seasons: Collection[int]) -> Series:
        """Read one page for each season: every one tells of the series and its seasons, too."""
        page = self._any_page(known.ref, seasons)
        return page.refreshed(known, seasons, partial(self._season, known.ref))

    def _any_page(self, ref: str, seasons: Collection[int]) -> SeriesPage:
        """Read the last of the seasons or, if that is no more, whatever the series begins with."""
        if seasons:
            with suppress(Gone):
                return self._page(ref, parse.season_path(ref, parse.season_of(max(seasons))))
        return self._page(ref, parse.series_path(ref))

    def _page(self, ref: str, path: str) -> SeriesPage:
        key = key_of(ref)
        page = self._client.get(path)
        return parse.series_page(page, provider=self.name, ref=normal_ref(ref), key=key)

    def _season(self, ref: str, season: str) -> Sequence[Episode]:
        return parse.episodes(self._client.get(parse.season_path(ref, season)), season)

    def titles(self) -> Sequence[Title]:
        """Read the list by alphabet, which names other titles, too."""
        return parse.titles(self._client.get("/animes-alphabet"), provider=self.name)

    def new_episodes(self) -> Sequence[Release]:
        """Read the page of new episodes."""
        return parse.new_episodes(self._client.get("/neue-episoden"), provider=self.name)

    def calendar(self) -> Sequence[Release]:
        """Read the calendar of the next two weeks."""
        return parse.calendar(self._client.get("/animekalender"), provider=self.name)

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        """Read the episode's page."""
        page = self._client.get(parse.episode_path(ref, episode))
        links = parse.links(page, episode)
        return [evolve(link, local_allowed=self._local_allowed) for link in links]

    def ref_of(self, url: str) -> str | None:
        """Read the series' slug from an address on one of the hosts."""
        path = path_on(url, self.hosts)
        return None if path is None else parse.ref_of_path(path)

    def open(self, link: Link) -> str:
        """Ask the site where a link leads, without going there; raises Blocked at a captcha."""
        if not self._client.owns(link.url):
            return link.url
        target = self._client.target(link.url)
        if target is None or self._client.owns(target):
            raise gated(link.url)
        return target

    def cover(self, url: str) -> bytes:
        """Read an image of the site."""
        return self._client.cover(url)
