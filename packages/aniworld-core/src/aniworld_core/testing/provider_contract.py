"""What every provider must do; inherit the class and name a series that the site has."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import ClassVar, TypeVar
from urllib.parse import urlsplit

import pytest

from aniworld_core.entities import Episode, EpisodeId, Language, Link, SearchHit, Series, SeriesKey
from aniworld_core.errors import (
    Blocked,
    Gone,
    LayoutChanged,
    ProviderError,
    RateLimited,
    Unavailable,
)
from aniworld_core.ports import LARGEST_COVER, KnowsLinks, OpensLinks, Provider, ShowsCovers
from aniworld_core.services.covers import media_type
from aniworld_core.testing.hoster import Hoster
from aniworld_core.validators import catalogue_url

__all__ = ["ProviderContract"]

T = TypeVar("T")


class ProviderContract:
    """Tests for a provider, run by pytest where a test class inherits them.

    They need a site that answers always the same: a small replica on loopback, never the real one.
    For example::

        class TestMySite(ProviderContract):
            query = "lantern"
            ref = "lantern-street"
            episode = EpisodeId(1, 1)

            @pytest.fixture
            def provider(self) -> Iterator[Provider]:
                with my_replica() as self.replica:
                    yield MySite(base_url=self.replica.url)

            def fail(self, error: type[ProviderError]) -> bool:
                return self.replica.fail(error)
    """

    query: ClassVar[str]
    """Something to search for that finds ``ref``, and fewer than all series."""

    ref: ClassVar[str]
    """What the site calls a series that it has."""

    episode: ClassVar[EpisodeId]
    """An episode of that series with at least one link."""

    no_query: ClassVar[str] = "qqxzzv wvvkqx"
    """Something to search for that finds nothing."""

    no_ref: ClassVar[str] = "qqxzzv-wvvkqx"
    """What the site calls no series at all."""

    no_episode: ClassVar[EpisodeId] = EpisodeId(1, 9876)
    """An episode that the series does not have."""

    def fail(self, error: type[ProviderError]) -> bool:
        """Make the site answer, from now on, such that the provider has to raise ``error``.

        Return whether that was done. As it stands, nothing is done, and the tests that need it are
        skipped.
        """
        del error
        return False

    def test_its_name_can_stand_in_settings_and_keys(self, provider: Provider) -> None:
        """The name is a section of the settings, and sets two series of one slug apart."""
        assert SeriesKey(provider.name) == provider.name

    def test_a_search_finds_the_series(self, provider: Provider) -> None:
        """Every hit can be shown and asked for."""
        hits = provider.search(self.query)
        assert isinstance(hits, Sequence)
        assert self.ref in {hit.ref for hit in hits}
        assert len({hit.ref for hit in hits}) == len(hits)
        for hit in hits:
            assert isinstance(hit, SearchHit)
            assert hit.provider == provider.name
            assert _is_shown(hit.title)
            assert not hit.link or _is_web_address(hit.link)

    def test_a_search_without_a_hit_is_empty(self, provider: Provider) -> None:
        """Nothing found is an answer, not an error."""
        assert len(provider.search(self.no_query)) == 0

    @pytest.mark.parametrize(
        "query", ["", " ", "a", "ä&<\"'%", "\x00", "\ud83d", "x" * 1000], ids=ascii
    )
    def test_no_query_is_fatal(self, provider: Provider, query: str) -> None:
        """People type anything."""
        hits = _unless_refused(lambda: provider.search(query))
        assert hits is None or all(isinstance(hit, SearchHit) for hit in hits)

    def test_a_series_is_whole(self, provider: Provider) -> None:
        """What the store needs is there, and nothing that is the user's."""
        series = provider.series(self.ref)
        assert isinstance(series, Series)
        assert (series.provider, series.ref) == (provider.name, self.ref)
        assert isinstance(series.key, SeriesKey)
        assert _is_shown(series.title)
        assert series.title not in series.aliases
        assert len(set(series.aliases)) == len(series.aliases)
        assert series.folder is None
        for address in (series.link, series.cover):
            assert not address or _is_web_address(address)

    def test_episodes_are_in_order_and_each_is_listed_once(self, provider: Provider) -> None:
        """The order is that of the ids; films are season 0."""
        episodes = provider.series(self.ref).episodes
        ids = [episode.id for episode in episodes]
        assert self.episode in ids
        assert ids == sorted(set(ids))
        for episode in episodes:
            self._check(episode)

    def test_reading_again_gives_the_same(self, provider: Provider) -> None:
        """A provider keeps no state that changes its answers."""
        assert provider.series(self.ref) == provider.series(self.ref)
        assert list(provider.search(self.query)) == list(provider.search(self.query))

    def test_an_episode_has_links(self, provider: Provider) -> None:
        """Each link says where, in which language and at which address; none is there twice."""
        links = provider.links(self.ref, self.episode)
        assert isinstance(links, Sequence)
        assert len(links) > 0
        assert len(set(links)) == len(links)
        for link in links:
            assert isinstance(link, Link)
            assert _is_shown(link.hoster)
            assert isinstance(link.language, Language)
            assert _is_web_address(link.url)

    def test_what_the_site_does_not_have_is_gone(self, provider: Provider) -> None:
        """An unknown series and an unknown episode differ from a site that is down."""
        for call in (
            lambda: provider.series(self.no_ref),
            lambda: provider.links(self.no_ref, self.episode),
            lambda: provider.links(self.ref, self.no_episode),
        ):
            with pytest.raises(Gone) as caught:
                call()
            assert caught.value.message

    @pytest.mark.parametrize(
        "ref", ["", ".", "..", "a/b", "a?b#c", "100%", "%00", "\x00", "\ud83d", "ä ö"], ids=ascii
    )
    def test_no_ref_is_fatal(self, provider: Provider, ref: str) -> None:
        """Refs come from old data, too."""
        series = _unless_refused(lambda: provider.series(ref))
        assert series is None or isinstance(series, Series)
        links = _unless_refused(lambda: provider.links(ref, self.episode))
        assert links is None or all(isinstance(link, Link) for link in links)

    def test_threads_share_a_provider(self, provider: Provider) -> None:
        """Scans and downloads ask from several threads."""
        with ThreadPoolExecutor(4) as pool:
            series = list(pool.map(provider.series, [self.ref] * 4))
            links = list(pool.map(provider.links, [self.ref] * 4, [self.episode] * 4))
        assert all(one == series[0] for one in series)
        assert all(list(one) == list(links[0]) for one in links)

    def test_addresses_of_the_site_are_known(self, provider: Provider) -> None:
        """Optional: a provider that knows its addresses reads back those it gives out."""
        if not isinstance(provider, KnowsLinks):
            pytest.skip("the provider does not know addresses")
        assert provider.hosts
        assert all(host == host.lower() and "/" not in host for host in provider.hosts)
        series = provider.series(self.ref)
        assert catalogue_url(series.link, provider.hosts)
        assert provider.ref_of(series.link) == self.ref
        for foreign in ("https://foreign.invalid/", f"https://foreign.invalid/{self.ref}", "", "["):
            assert provider.ref_of(foreign) is None

    def test_links_over_the_site_can_be_opened(self, provider: Provider) -> None:
        """Optional: behind each link is the hoster's address, or an error that says why not."""
        if not isinstance(provider, OpensLinks):
            pytest.skip("the provider's links are the hosters' own addresses")
        for link in provider.links(self.ref, self.episode):
            address = _unless_refused(partial(provider.open, link))
            assert address is None or _is_web_address(address)

    def test_a_cover_is_an_image(self, provider: Provider) -> None:
        """Optional: what a provider shows as a cover can be drawn, and is not too large."""
        if not isinstance(provider, ShowsCovers):
            pytest.skip("the provider shows no covers")
        cover = provider.series(self.ref).cover
        assert cover, "the test's series must have a cover"
        content = provider.cover(cover)
        assert media_type(content) is not None
        assert len(content) <= LARGEST_COVER

    def test_covers_are_read_from_the_site_only(self, provider: Provider) -> None:
        """Optional: an address elsewhere is refused without asking there."""
        if not isinstance(provider, ShowsCovers):
            pytest.skip("the provider shows no covers")
        with Hoster() as elsewhere:
            foreign = elsewhere.put("/cover.gif", b"GIF89a", kind="image/gif")
            for url in (foreign, "", "[", "/cover.gif", "file:///etc/hostname", "javascript:1"):
                with pytest.raises(ProviderError):
                    provider.cover(url)
        assert elsewhere.asked == []

    @pytest.mark.parametrize("error", [Unavailable, RateLimited, Blocked, LayoutChanged])
    def test_a_site_in_trouble_says_which(
        self, provider: Provider, error: type[ProviderError]
    ) -> None:
        """Trouble is neither an empty answer nor a series that is gone."""
        if not self.fail(error):
            pytest.skip(f"the test's site cannot make the provider raise {error.__name__}")
        for call in (
            lambda: provider.search(self.query),
            lambda: provider.series(self.ref),
            lambda: provider.links(self.ref, self.episode),
        ):
            with pytest.raises(error) as caught:
                call()
            assert caught.value.message

    def _check(self, episode: Episode) -> None:
        assert isinstance(episode, Episode)
        assert episode.id.season >= 0
        assert episode.id.number >= 0
        assert episode.absolute is None or episode.absolute >= 0
        assert all(isinstance(language, Language) for language in episode.languages)
        assert len(set(episode.languages)) == len(episode.languages)
        assert all(_is_shown(hoster) for hoster in episode.hosters)
        assert len(set(episode.hosters)) == len(episode.hosters)
        assert not (episode.upcoming and episode.hosters), "announced means: no link yet"
        assert not episode.ignored, "only the user ignores episodes"


def _unless_refused(call: Callable[[], T]) -> T | None:
    with suppress(ProviderError):
        return call()
    return None


def _is_shown(text: str) -> bool:
    return bool(text) and text == " ".join(text.split())


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
