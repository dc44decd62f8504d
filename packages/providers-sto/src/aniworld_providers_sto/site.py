"""The requests to serienstream.to, and its settings."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from attrs import evolve, frozen

from aniworld_core.entities import Episode, EpisodeId, Link, Release, SearchHit, Series, Title
from aniworld_core.errors import Blocked, Gone
from aniworld_core.ports import Spend
from aniworld_providers_sto import parse
from aniworld_scraping import (
    Client,
    SeriesPage,
    SiteConfig,
    address,
    clean,
    closest_first,
    gated,
    key_of,
    normal_ref,
    path_on,
)

__all__ = ["Sto", "StoConfig"]

_SHORTEST_QUERY = 2
_SEARCH_PAGES = 3


@frozen(kw_only=True)
class StoConfig(SiteConfig):
    """The section ``[providers.sto]``."""

    base_url: str = address("https://serienstream.to")


class Sto:
    """The catalogue of serienstream.to, or of a replica at ``base_url``.

    A series takes one request for itself with its first season, and one for each further season.
    Addresses on any of the site's hosts, former ones too, are asked for at ``base_url``.
    """

    name = "sto"

    def __init__(self, config: StoConfig, *, cache: Path | None = None) -> None:
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
        """Search by the site's own search, three pages at most; a single letter finds nothing."""
        query = clean(query)
        if len(query) < _SHORTEST_QUERY:
            return ()
        found: dict[str, SearchHit] = {}
        for number in range(1, _SEARCH_PAGES + 1):
            results = self._results(query, number)
            for hit in results.hits:
                found.setdefault(hit.ref.casefold(), hit)
            if results.next_page != number + 1:
                break
        return closest_first(found.values(), query)

    def _results(self, query: str, number: int) -> parse.Results:
        fields = {"term": query.encode("utf-8", "replace"), "tab": "shows"}
        further = {"page": number} if number > 1 else {}
        page = self._client.get(f"/suche?{urlencode(fields | further)}")
        return parse.results(page, provider=self.name)

    def series(self, ref: str) -> Series:
        """Read the series' page and those of its further seasons and specials."""
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
                return self._page(ref, parse.season_path(ref, parse.season_name(max(seasons))))
        return self._page(ref, parse.series_path(ref))

    def _page(self, ref: str, path: str) -> SeriesPage:
        key = key_of(ref)
        page = self._client.get(path)
        return parse.series_page(page, provider=self.name, ref=normal_ref(ref), key=key)

    def _season(self, ref: str, season: str) -> Sequence[Episode]:
        return parse.episodes(self._client.get(parse.season_path(ref, season)), season)

    def titles(self) -> Sequence[Title]:
        """Read the list of all series."""
        return parse.titles(self._client.get(parse.WHOLE_LIST), provider=self.name)

    def new_episodes(self) -> Sequence[Release]:
        """Read the page of new episodes."""
        return parse.new_episodes(self._client.get(parse.NEW_EPISODES), provider=self.name)

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        """Read the episode's page."""
        page = self._client.get(parse.episode_path(ref, episode))
        links = parse.links(page, ref, episode)
        return [evolve(link, local_allowed=self._local_allowed) for link in links]

    def ref_of(self, url: str) -> str | None:
        """Read the series' slug from an address on one of the hosts."""
        path = path_on(url, self.hosts)
        return None if path is None else parse.ref_of_path(path)

    def open(self, link: Link) -> str:
        """Read the link's token on its episode's page and ask where that leads, without going there.

        Raises Blocked where the site wants a person first.
        """
        path = path_on(link.url, self.hosts)
        if path is None:
            return link.url
        page = self._client.get(path)
        target = self._target(parse.play_address(page, parse.link_id(link.url)))
        if target is None or path_on(target, self.hosts) is not None:
            raise gated(link.url)
        return target

    def _target(self, address: str) -> str | None:
        """Return where a token's address leads; None where the site keeps it to itself."""
        with suppress(Blocked):  # of that address alone: the episode's page has just been shown
            return self._client.target(
                address, read=partial(parse.scripted_target, hosts=self.hosts)
            )
        return None

    def cover(self, url: str) -> bytes:
        """Read an image of the site."""
        return self._client.cover(url)
