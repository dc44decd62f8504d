"""What is new and what is coming, as it is told, and how reading it went."""

from datetime import date, datetime

from attrs import frozen

from aniworld_core.entities import EpisodeId, Language, ReleaseKind, SeriesKey
from aniworld_core.errors import ProviderError

__all__ = ["ReleasesRead", "Upcoming"]


@frozen(kw_only=True)
class Upcoming:
    """An episode in one language that a site has just got (``new``) or expects (``coming``).

    ``key`` is the registered series, None where it is not registered; ``title`` is the series' title. ``day``
    is the site's day, in Germany, and None for an episode that is announced without one; ``at`` is the
    moment where the site names it. ``on_disk`` tells that the library has the episode, in any language.
    """

    key: SeriesKey | None
    provider: str
    ref: str
    title: str
    kind: ReleaseKind
    episode: EpisodeId
    day: date | None
    at: datetime | None = None
    language: Language | None = None
    link: str = ""
    on_disk: bool = False


@frozen(kw_only=True)
class ReleasesRead:
    """How it stands with one of a provider's two pages.

    ``releases`` are kept of it since it was ``read`` (None = never). ``asked`` tells that it was read, or
    tried, just now; ``error`` why that failed: then what is kept stays.
    """

    provider: str
    kind: ReleaseKind
    releases: int
    read: datetime | None
    asked: bool = False
    error: ProviderError | None = None
