"""What a provider finds, reads and links."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from aniworld_core.entities import Link, SearchHit, Series, SeriesKey
from aniworld_core.errors import (
    Blocked,
    Gone,
    LayoutChanged,
    ProviderError,
    RateLimited,
    Unavailable,
)
from aniworld_core.keys import from_slug
from aniworld_core.plugins.checking import hit_faults, link_faults, member_faults, series_faults
from aniworld_core.ports import Provider
from aniworld_core.testing.provider_contract.case import ProviderCase, expect_none, unless_refused

__all__ = ["AnswersContract"]


class AnswersContract(ProviderCase):
    """The three questions that every provider answers."""

    def test_its_name_can_stand_in_settings_and_keys(self, provider: Provider) -> None:
        """The name is a section of the settings, and sets two series of one slug apart."""
        assert SeriesKey(provider.name) == provider.name

    def test_it_can_be_called_as_the_ports_say(self, provider: Provider) -> None:
        """Names and arguments are those of the ports; an ability is whole or absent."""
        expect_none(member_faults(provider, Provider))

    def test_a_search_finds_the_series(self, provider: Provider) -> None:
        """Every hit can be shown and asked for."""
        hits = provider.search(self.query)
        expect_none(hit_faults(provider.name, hits))
        assert self.ref in {hit.ref for hit in hits}, f"{self.query!r} does not find {self.ref!r}"

    def test_a_search_without_a_hit_is_empty(self, provider: Provider) -> None:
        """Nothing found is an answer, not an error."""
        assert len(provider.search(self.no_query)) == 0

    @pytest.mark.parametrize(
        "query", ["", " ", "a", "ä&<\"'%", "\x00", "\ud83d", "x" * 1000], ids=ascii
    )
    def test_no_query_is_fatal(self, provider: Provider, query: str) -> None:
        """People type anything."""
        hits = unless_refused(lambda: provider.search(query))
        assert hits is None or all(isinstance(hit, SearchHit) for hit in hits)

    def test_a_series_is_whole(self, provider: Provider) -> None:
        """What the store needs is there and in order, and nothing that is the user's."""
        series = provider.series(self.ref)
        expect_none(series_faults(provider.name, self.ref, series))
        assert series.episode(self.episode) is not None, f"{self.ref} lacks {self.episode}"

    def test_the_key_is_made_from_the_ref(self, provider: Provider) -> None:
        """The key outlives a change of the title, and two series never come to share one."""
        key, made = provider.series(self.ref).key, from_slug(self.ref)
        assert key == made, f"the key {key!r} is not from_slug({self.ref!r}), which is {made!r}"

    def test_reading_again_gives_the_same(self, provider: Provider) -> None:
        """A provider keeps no state that changes its answers."""
        assert provider.series(self.ref) == provider.series(self.ref)
        assert list(provider.search(self.query)) == list(provider.search(self.query))

    def test_an_episode_has_links(self, provider: Provider) -> None:
        """Each link says where, in which language and at which address; none is there twice."""
        links = provider.links(self.ref, self.episode)
        expect_none(link_faults(links))
        assert len(links) > 0, f"{self.episode} has no link"

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
        series = unless_refused(lambda: provider.series(ref))
        assert series is None or isinstance(series, Series)
        links = unless_refused(lambda: provider.links(ref, self.episode))
        assert links is None or all(isinstance(link, Link) for link in links)

    def test_threads_share_a_provider(self, provider: Provider) -> None:
        """Scans and downloads ask from several threads."""
        with ThreadPoolExecutor(4) as pool:
            series = list(pool.map(provider.series, [self.ref] * 4))
            links = list(pool.map(provider.links, [self.ref] * 4, [self.episode] * 4))
        assert all(one == series[0] for one in series)
        assert all(list(one) == list(links[0]) for one in links)

    @pytest.mark.parametrize("error", [Unavailable, RateLimited, Blocked, LayoutChanged])
    def test_a_site_in_trouble_says_which(
        self, provider: Provider, error: type[ProviderError]
    ) -> None:
        """Trouble is neither an empty answer nor a series that is gone."""
        if not self.fail(error):
            pytest.skip(f"the test's site cannot make the provider raise {error.__name__}")
        for call in self._questions(provider):
            with pytest.raises(error) as caught:
                call()
            assert caught.value.message
