"""What a provider may be able to do for its whole site: all titles, what is new, what is coming."""

import pytest

from aniworld_core.entities import ReleaseKind
from aniworld_core.errors import Blocked, LayoutChanged
from aniworld_core.plugins.checking import release_faults, title_faults
from aniworld_core.ports import ListsNewEpisodes, ListsTitles, Provider, ShowsCalendar
from aniworld_core.testing.provider_contract.case import ProviderCase, expect_none, lists

__all__ = ["ListsContract"]


class ListsContract(ProviderCase):
    """Each test is skipped for a provider without the ability."""

    def test_the_whole_list_has_every_series_once(self, provider: Provider) -> None:
        """Optional: what the list calls a series, ``series`` understands."""
        if not isinstance(provider, ListsTitles):
            pytest.skip("the provider has no whole list")
        titles = provider.titles()
        expect_none(title_faults(provider.name, titles))
        assert self.ref in {title.ref for title in titles}, f"the list lacks {self.ref!r}"

    def test_new_episodes_say_when_and_of_what(self, provider: Provider) -> None:
        """Optional: each is of the kind ``new``."""
        if not isinstance(provider, ListsNewEpisodes):
            pytest.skip("the provider does not tell new episodes")
        releases = provider.new_episodes()
        expect_none(release_faults(provider.name, ReleaseKind.NEW, releases))
        assert len(releases) > 0, "the test's site must have a new episode"

    def test_the_calendar_says_what_is_coming(self, provider: Provider) -> None:
        """Optional: each is of the kind ``coming``."""
        if not isinstance(provider, ShowsCalendar):
            pytest.skip("the provider has no calendar")
        releases = provider.calendar()
        expect_none(release_faults(provider.name, ReleaseKind.COMING, releases))
        assert len(releases) > 0, "the test's site must expect an episode"

    @pytest.mark.parametrize("error", [Blocked, LayoutChanged])
    def test_a_list_of_a_site_in_trouble_is_not_empty(
        self, provider: Provider, error: type[Blocked | LayoutChanged]
    ) -> None:
        """Optional: an empty list would look as if everything had been removed."""
        calls = lists(provider)
        if not calls:
            pytest.skip("the provider has no lists")
        if not self.fail(error):
            pytest.skip(f"the test's site cannot make the provider raise {error.__name__}")
        for call in calls:
            with pytest.raises(error):
                call()
