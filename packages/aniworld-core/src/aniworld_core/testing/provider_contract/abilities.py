"""What a provider may be able to do for one series: addresses, links, covers, seasons."""

from collections.abc import Collection
from functools import partial

import pytest
from attrs import evolve

from aniworld_core.entities import Episode, Series
from aniworld_core.errors import Gone, ProviderError
from aniworld_core.plugins.checking import is_web_address, series_faults
from aniworld_core.ports import (
    LARGEST_COVER,
    KnowsLinks,
    OpensLinks,
    Provider,
    RefreshesSeasons,
    ShowsCovers,
)
from aniworld_core.services.covers import media_type
from aniworld_core.testing.hoster import Hoster
from aniworld_core.testing.provider_contract.case import ProviderCase, expect_none, unless_refused
from aniworld_core.validators import catalogue_url

__all__ = ["AbilitiesContract"]


class AbilitiesContract(ProviderCase):
    """Each test is skipped for a provider without the ability."""

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
            address = unless_refused(partial(provider.open, link))
            assert address is None or is_web_address(address), address

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

    def test_a_season_is_read_again_and_the_others_stay(self, provider: Provider) -> None:
        """Optional: of the seasons that are known, only those asked for are read."""
        if not isinstance(provider, RefreshesSeasons):
            pytest.skip("the provider does not choose seasons")
        series = provider.series(self.ref)
        seasons = _seasons(series)
        known = _marked(series, seasons)
        for season in seasons:
            fresh = provider.refresh(known, [season])
            expect_none(series_faults(provider.name, self.ref, fresh))
            others = [one for one in seasons if one != season]
            assert fresh.episodes == _marked(series, others).episodes, f"season {season} was asked"

    def test_an_unknown_season_is_read_without_being_asked_for(self, provider: Provider) -> None:
        """Optional: whoever knows nothing of a series gets all of it."""
        if not isinstance(provider, RefreshesSeasons):
            pytest.skip("the provider does not choose seasons")
        series = provider.series(self.ref)
        assert provider.refresh(evolve(series, episodes=()), [1]).episodes == series.episodes

    def test_a_series_that_went_away_is_gone_when_read_again(self, provider: Provider) -> None:
        """Optional: that is an answer of the site, and not trouble."""
        if not isinstance(provider, RefreshesSeasons):
            pytest.skip("the provider does not choose seasons")
        known = evolve(provider.series(self.ref), ref=self.no_ref)
        with pytest.raises(Gone):
            provider.refresh(known, [1])


def _seasons(series: Series) -> list[int]:
    return sorted({episode.id.season for episode in series.episodes})


def _marked(series: Series, seasons: Collection[int]) -> Series:
    """Return a series with a mark on every episode of some seasons."""

    def mark(episode: Episode) -> Episode:
        return evolve(episode, title="Known") if episode.id.season in seasons else episode

    return evolve(series, episodes=tuple(map(mark, series.episodes)))
