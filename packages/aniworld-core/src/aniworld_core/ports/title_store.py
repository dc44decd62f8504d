"""Where the sites' whole lists of titles are kept."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from aniworld_core.entities import Title, TitleList

__all__ = ["TitleStore"]


class TitleStore(Protocol):
    """The title index: one row a series of a provider, by ``ref``."""

    def replace(self, provider: str, titles: Iterable[Title], now: datetime) -> None:
        """Replace all titles of a provider's list, read at ``now``; all of it or nothing.

        A year or IMDb id that a new title leaves out stays as it was learned; of several titles with one
        ``ref`` the first counts.
        """
        ...

    def learn(self, *titles: Title) -> None:
        """Note year and IMDb id of titles that the index has; others are left alone."""
        ...

    def all(self) -> Sequence[Title]:
        """Return every title in order of provider and ``ref``."""
        ...

    def lists(self) -> Sequence[TitleList]:
        """Tell which lists are kept, in order of their providers."""
        ...

    def stamp(self) -> int:
        """Return a number that changes whenever what :meth:`all` returns does; cheap to ask."""
        ...
