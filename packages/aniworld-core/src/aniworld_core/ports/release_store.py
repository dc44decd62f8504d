"""Where it is kept what is new on the sites and what is coming."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from aniworld_core.entities import Release, ReleaseKind, ReleaseList

__all__ = ["ReleaseStore"]


class ReleaseStore(Protocol):
    """The releases that the sites' pages last told of."""

    def replace(
        self, provider: str, kind: ReleaseKind, releases: Iterable[Release], now: datetime
    ) -> None:
        """Replace what is known of one provider's page, read at ``now``; all of it or nothing."""
        ...

    def between(self, first: date, last: date) -> Sequence[Release]:
        """List the releases from day to day, both included.

        In order of day, then ``at`` (unknown last), provider, ``ref``, episode, language and kind.
        """
        ...

    def lists(self) -> Sequence[ReleaseList]:
        """Tell which pages are kept, in order of provider and kind."""
        ...
