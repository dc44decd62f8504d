"""How often a provider asks its site: a site that notices us is a site that blocks us."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from aniworld_core.entities import Allowance
from aniworld_core.errors import Blocked, LayoutChanged, ProviderError, RateLimited
from aniworld_core.ports import OpensLinks, Provider, RefreshesSeasons, SharesPace
from aniworld_core.testing.provider_contract.case import ProviderCase, lists, unless_refused

__all__ = ["MannersContract"]

_PAGES_OF_A_LIST = 3
"""A search or a list may go on over so many pages."""


class MannersContract(ProviderCase):
    """Each test needs a site that counts its requests."""

    def test_a_search_reads_no_page_for_a_hit(self, provider: Provider) -> None:
        """A search asks for at most three pages, however many hits they show."""
        assert self._asked(lambda: provider.search(self.query)) <= _PAGES_OF_A_LIST

    def test_a_series_takes_one_request_and_one_for_each_season(self, provider: Provider) -> None:
        """No episode's page is read before somebody wants its links."""
        seasons = {episode.id.season for episode in provider.series(self.ref).episodes}
        assert self._asked(lambda: provider.series(self.ref)) <= 1 + len(seasons)

    def test_the_links_of_an_episode_take_two_requests_at_most(self, provider: Provider) -> None:
        """The other episodes are left alone."""
        assert self._asked(lambda: provider.links(self.ref, self.episode)) <= 2

    def test_a_link_is_opened_with_two_requests_at_most(self, provider: Provider) -> None:
        """Optional: one to read a short-lived token, and one to use it."""
        if not isinstance(provider, OpensLinks):
            pytest.skip("the provider's links are the hosters' own addresses")
        link = provider.links(self.ref, self.episode)[0]
        assert self._asked(lambda: provider.open(link)) <= 2

    def test_a_season_is_read_again_with_one_request(self, provider: Provider) -> None:
        """Optional: and one more where the list of seasons stands on another page."""
        if not isinstance(provider, RefreshesSeasons):
            pytest.skip("the provider does not choose seasons")
        known = provider.series(self.ref)
        season = self.episode.season
        assert self._asked(lambda: provider.refresh(known, [season])) <= 2

    def test_a_list_takes_three_requests_at_most(self, provider: Provider) -> None:
        """Optional: whatever it lists."""
        calls = lists(provider)
        if not calls:
            pytest.skip("the provider has no lists")
        for call in calls:
            assert self._asked(call) <= _PAGES_OF_A_LIST

    def test_limits_are_kept_with_all_processes(self, provider: Provider) -> None:
        """Optional: who shares its pace asks before every request, and makes none that it has to wait for."""
        if not isinstance(provider, SharesPace):
            pytest.skip("the provider keeps its limits for itself")
        names: list[str] = []
        wait = timedelta(0)

        def spend(name: str, allowance: Allowance) -> timedelta:
            del allowance
            names.append(name)
            return wait

        provider.share_pace(spend)
        assert 0 < self._asked(lambda: provider.series(self.ref)) <= len(names)
        assert all(name.startswith("site ") for name in names)
        wait = timedelta(hours=1)
        before = self.counted()
        try:
            for call in self._questions(provider):
                with pytest.raises(RateLimited):
                    call()
        finally:
            wait = timedelta(0)  # other tests may ask the same provider
        assert self.counted() == before

    @pytest.mark.parametrize("error", [Blocked, LayoutChanged])
    def test_what_another_try_cannot_mend_is_asked_once(
        self, provider: Provider, error: type[ProviderError]
    ) -> None:
        """A refusal is never argued with, and a new layout stays new."""
        self.counted()
        if not self.fail(error):
            pytest.skip(f"the test's site cannot make the provider raise {error.__name__}")
        for call in self._questions(provider):
            assert self._asked(call) == 1

    def _asked(self, call: Callable[[], object]) -> int:
        """Return how many requests a call takes, also one that is refused."""
        before = self.counted()
        unless_refused(call)
        return self.counted() - before
