"""What a catalogue site must be able to do."""

from collections.abc import Collection, Sequence
from typing import Protocol, runtime_checkable

from aniworld_core.entities import EpisodeId, Link, SearchHit, Series

__all__ = ["LARGEST_COVER", "KnowsLinks", "OpensLinks", "Provider", "ShowsCovers"]

LARGEST_COVER = 2 * 1024**2
"""Bytes that a cover may have."""


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


@runtime_checkable
class KnowsLinks(Protocol):
    """Optional: a provider that recognises addresses of its own site."""

    @property
    def hosts(self) -> Collection[str]:
        """The hosts whose addresses belong to this provider, lower case, as ``host`` or ``host:port``."""
        ...

    def ref_of(self, url: str) -> str | None:
        """Return the ``ref`` of the series whose page (or whose episode's) an address names, or None."""
        ...


@runtime_checkable
class OpensLinks(Protocol):
    """Optional: a provider whose links lead over the site itself, by addresses that live shortly."""

    def open(self, link: Link) -> str:
        """Return the hoster's own address behind a link, read anew; raises ProviderError."""
        ...


@runtime_checkable
class ShowsCovers(Protocol):
    """Optional: a provider that reads the images of its own site, so that nobody else has to ask there."""

    def cover(self, url: str) -> bytes:
        """Read the image at an address that a series has as its cover.

        Only http and https addresses on the site's own hosts are asked, at every redirect too, and no more
        than LARGEST_COVER bytes are read. Raises ProviderError: Gone for any other address.
        """
        ...
