"""What is missing, and why."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from aniworld_core.entities.episode import EpisodeId
from aniworld_core.entities.language import Language
from aniworld_core.keys import SeriesKey

__all__ = [
    "Missing",
    "MissingFilter",
    "Reason",
    "Replaceable",
    "ReplaceableFilter",
    "SeriesMissing",
]


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
    """One missing episode; ``error`` and ``next_try`` belong to a failed or waiting queue item.

    ``waits_until`` belongs to one that waits for the first wanted language though another one is offered:
    from then on that one is taken. None with ``waiting-for-language`` means that no wanted one is offered.
    """

    episode: EpisodeId
    title: str
    reason: Reason
    languages: tuple[Language, ...] = ()
    error: str = ""
    next_try: datetime | None = None
    waits_until: datetime | None = None


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
    has languages of its own is judged by them, unless ``for_all`` says that these and ``wait_days`` hold
    for every series. ``limit`` series with keys greater than ``after`` make a page of the list; counts are
    of the whole.
    ``wait_days`` is how long, up to ``now``, an episode waits for the first language since it was offered in
    another wanted one; a series may have its own. 0 = it is taken in what there is.
    """

    languages: tuple[Language, ...]
    wait_days: int = 0
    now: datetime | None = None
    for_all: bool = False
    keys: tuple[SeriesKey, ...] = ()
    reasons: tuple[Reason, ...] = ()
    after: SeriesKey | None = None
    limit: int | None = None


@frozen(kw_only=True)
class Replaceable:
    """An episode that is on the disk in a language (``has``) before which others are preferred.

    ``title`` is that of the series, ``path`` the file's. ``wanted`` are all languages that are preferred
    before ``has``, and ``better`` those of them that are offered now, in order of preference; none = it waits
    for one. ``queued`` tells that an item works on it already, ``failed`` why the last item did not succeed.
    """

    key: SeriesKey
    title: str
    episode: EpisodeId
    path: str
    has: Language
    better: tuple[Language, ...]
    wanted: tuple[Language, ...]
    queued: bool = False
    failed: str | None = None


@frozen(kw_only=True)
class ReplaceableFilter:
    """Which episodes are asked for: of monitored series whose policy, else ``replace``, is to replace.

    ``languages`` is the policy of series without their own. ``offered`` leaves out those that still wait.
    """

    languages: tuple[Language, ...]
    replace: bool = False
    keys: tuple[SeriesKey, ...] = ()
    offered: bool = False
