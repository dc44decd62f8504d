"""What a catalogue site must be able to do."""

from collections.abc import Sequence
from typing import Protocol

from aniworld_core.entities import EpisodeId, Link, SearchHit, Series

__all__ = ["Provider"]


class Provider(Protocol):
    """A catalogue of series.

    Every call may block for as long as the network takes and raises ProviderError (Unavailable,
    RateLimited, Blocked, LayoutChanged, Gone) and nothing else. Calls come from several threads.
    """

    @property
    def name(self) -> str:
        """The provider's short, stable name, such as ``aniworld``; also its section in the settings."""
        ...

    def search(self, query: str) -> Sequence[SearchHit]:
        """Find series by title, best first; no hit is an empty sequence, never an error."""
        ...

    def series(self, ref: str) -> Series:
        """Read one series with all its episodes, films as season 0.

        ``ref`` is what search hits and links call it. The result has a key made from ``ref``, no folder
        and no marks of the user. Raises Gone when the site has no such series.
        """
        ...

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        """Read where one episode can be watched, in the site's order; raises Gone for an unknown episode."""
        ...
