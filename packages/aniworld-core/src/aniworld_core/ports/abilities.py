"""What a provider may be able to do beyond the necessary; each is asked for by ``isinstance``."""

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from typing import Protocol, runtime_checkable

from aniworld_core.entities import Allowance, Link, Release, Series, Title

__all__ = [
    "LARGEST_COVER",
    "KnowsLinks",
    "ListsNewEpisodes",
    "ListsTitles",
    "OpensLinks",
    "RefreshesSeasons",
    "SharesPace",
    "ShowsCalendar",
    "ShowsCovers",
    "Spend",
]

LARGEST_COVER = 2 * 1024**2
"""Bytes that a cover may have."""

Spend = Callable[[str, Allowance], timedelta]
"""Takes one time of a name and returns nothing, or else how long to wait until the next try; never raises."""


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


@runtime_checkable
class ListsTitles(Protocol):
    """Optional: a provider whose site has one list of everything, for a search that works offline."""

    def titles(self) -> Sequence[Title]:
        """Read the whole list, each ``ref`` once; raises ProviderError.

        It is asked for about once a day. A list without any title is LayoutChanged, never empty.
        """
        ...


@runtime_checkable
class ListsNewEpisodes(Protocol):
    """Optional: a provider whose site tells which episodes it got in the last days."""

    def new_episodes(self) -> Sequence[Release]:
        """Read the releases of the last days, of the kind ``new``; raises ProviderError."""
        ...


@runtime_checkable
class ShowsCalendar(Protocol):
    """Optional: a provider whose site tells which episodes it expects in the next days."""

    def calendar(self) -> Sequence[Release]:
        """Read the releases of the next days, of the kind ``coming``; raises ProviderError."""
        ...


@runtime_checkable
class RefreshesSeasons(Protocol):
    """Optional: a provider that reads single seasons again, with one request each."""

    def refresh(self, known: Series, seasons: Collection[int]) -> Series:
        """Read a series again, but of the seasons it has only ``seasons`` (at least one; 0 = films).

        Returns the whole series: seasons that were not asked for keep the episodes they have in
        ``known``, and seasons that ``known`` lacks are read too. Seasons that the site no longer lists
        are left out. Raises ProviderError: Gone when the site has no such series any more.
        """
        ...


@runtime_checkable
class SharesPace(Protocol):
    """Optional: a provider that keeps its limits together with all processes that use the same store."""

    def share_pace(self, spend: Spend) -> None:
        """Ask ``spend`` before every request from now on, and wait or raise RateLimited as it says.

        Called once, before anything else is asked of the provider, and does no request itself. The name to
        spend of is ``site`` and the host, so that everybody who asks that host shares it.
        """
        ...
