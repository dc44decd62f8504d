"""What is missing, and why."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from aniworld_core.entities.episode import EpisodeId
from aniworld_core.entities.language import Language
from aniworld_core.keys import SeriesKey

__all__ = ["Missing", "MissingFilter", "Reason", "SeriesMissing"]


class Reason(StrEnum):
    """Why an episode that the catalogue lists is not on the disk; the first that applies, in this order."""

    IGNORED = "ignored"
    QUEUED = "queued"
    FAILED = "failed"
    UPCOMING = "upcoming"
    WAITING_FOR_LANGUAGE = "waiting-for-language"
    NOT_DOWNLOADED = "not-downloaded"


@frozen(kw_only=True)
class Missing:
    """One missing episode; ``error`` and ``next_try`` belong to a failed or waiting queue item."""

    episode: EpisodeId
    title: str
    reason: Reason
    languages: tuple[Language, ...] = ()
    error: str = ""
    next_try: datetime | None = None


@frozen(kw_only=True)
class SeriesMissing:
    """A series with what it misses, in order of episodes; ``languages`` is its own policy, if it has one."""

    key: SeriesKey
    title: str
    folder: str | None
    languages: tuple[Language, ...] = ()
    missing: tuple[Missing, ...]


@frozen(kw_only=True)
class MissingFilter:
    """Which missing episodes are asked for; empty ``keys`` or ``reasons`` mean all.

    ``languages`` is the policy: an episode that offers others only is waiting for a language. A series that
    has languages of its own is judged by them, unless ``for_all`` says that these hold for every series.
    ``limit`` series with keys greater than ``after`` make a page of the list; counts are of the whole.
    """

    languages: tuple[Language, ...]
    for_all: bool = False
    keys: tuple[SeriesKey, ...] = ()
    reasons: tuple[Reason, ...] = ()
    after: SeriesKey | None = None
    limit: int | None = None
