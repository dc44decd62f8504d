"""Episodes that a site has just got, or announces for a day."""

from datetime import date, datetime
from enum import StrEnum

from attrs import frozen

from aniworld_core.entities.episode import EpisodeId
from aniworld_core.entities.language import Language

__all__ = ["Release", "ReleaseKind", "ReleaseList"]


class ReleaseKind(StrEnum):
    """Which of a site's two pages tells of a release."""

    NEW = "new"
    COMING = "coming"


@frozen(kw_only=True)
class Release:
    """One episode in one language that a site got (``new``) or expects (``coming``) on a day.

    ``ref`` is what the provider calls the series. ``day`` is the site's day, in Germany; ``at`` is the
    moment where the site names one ("~ 23:59" means some time that day, and is None).
    """

    provider: str
    ref: str
    title: str
    kind: ReleaseKind
    episode: EpisodeId
    day: date
    at: datetime | None = None
    language: Language | None = None
    link: str = ""


@frozen(kw_only=True)
class ReleaseList:
    """How many releases of a kind are kept of a provider, and when they were read."""

    provider: str
    kind: ReleaseKind
    releases: int
    read: datetime
