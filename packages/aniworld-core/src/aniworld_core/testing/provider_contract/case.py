"""What an author says of the site that the tests run against."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import ClassVar, TypeVar

import pytest

from aniworld_core.entities import EpisodeId
from aniworld_core.errors import ProviderError
from aniworld_core.ports import ListsNewEpisodes, ListsTitles, Provider, ShowsCalendar

__all__ = ["ProviderCase", "expect_none", "lists", "unless_refused"]

T = TypeVar("T")


class ProviderCase:
    """The site of a test, as its author describes it; what is left out skips the tests that need it."""

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

        Return whether that was done. As it stands, nothing is done.
        """
        del error
        return False

    def requests(self) -> int | None:
        """Return how many requests the site has had so far; as it stands, nobody counts."""
        return None

    def contents(self) -> Mapping[str, bytes]:
        """Return what the site serves, by whatever names ``serve`` knows; as it stands, nothing."""
        return {}

    def serve(self, name: str, body: bytes) -> None:
        """Make the site serve ``body``, from now on, in place of what ``contents`` has by that name."""
        del body
        pytest.skip(f"the test's site cannot serve another {name}: the test class has no serve()")

    def _questions(self, provider: Provider) -> Sequence[Callable[[], object]]:
        return (
            lambda: provider.search(self.query),
            lambda: provider.series(self.ref),
            lambda: provider.links(self.ref, self.episode),
        )

    def counted(self) -> int:
        """Return the requests so far, or skip the test."""
        asked = self.requests()
        if asked is None:
            pytest.skip("nobody counts the site's requests: the test class has no requests()")
        return asked


def expect_none(faults: Iterable[str]) -> None:
    """Fail with every fault on a line of its own."""
    found = "\n".join(faults)
    if found:
        pytest.fail(found, pytrace=False)


def unless_refused(call: Callable[[], T]) -> T | None:
    """Return what a call gives, or None where it raises ProviderError."""
    with suppress(ProviderError):
        return call()
    return None


def lists(provider: Provider) -> list[Callable[[], object]]:
    """Return the lists of the whole site that a provider can read."""
    calls: list[Callable[[], object]] = []
    if isinstance(provider, ListsTitles):
        calls.append(provider.titles)
    if isinstance(provider, ListsNewEpisodes):
        calls.append(provider.new_episodes)
    if isinstance(provider, ShowsCalendar):
        calls.append(provider.calendar)
    return calls
