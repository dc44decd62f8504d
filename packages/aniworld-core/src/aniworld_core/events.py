"""Notices of what happened, one class each; the truth itself is in the store."""

from collections.abc import Callable
from datetime import datetime

from attrs import frozen

from aniworld_core.entities import (
    ConditionKind,
    EpisodeId,
    HoldKind,
    MigrationResult,
    QueueState,
    SeriesKey,
)

__all__ = [
    "ConditionChanged",
    "DownloadFailed",
    "DownloadFinished",
    "DownloadProgress",
    "DownloadStarted",
    "DownloadWaiting",
    "DownloadsHeld",
    "DownloadsReleased",
    "Emit",
    "Event",
    "LinkFailed",
    "MigrationFinished",
    "QueueChanged",
    "QueuePaused",
    "QueueResumed",
    "RefreshProgress",
    "ScanFailed",
    "ScanFinished",
    "ScanProgress",
    "ScanStarted",
    "SeriesAdded",
    "SeriesChanged",
    "SeriesRemoved",
    "Sink",
    "TitlesRead",
]


@frozen(kw_only=True)
class SeriesAdded:
    """A series was registered."""

    key: SeriesKey
    title: str


@frozen(kw_only=True)
class SeriesChanged:
    """What is known of a series changed: catalogue, folder or marks."""

    key: SeriesKey


@frozen(kw_only=True)
class SeriesRemoved:
    """A series was removed from the list; its files stay."""

    key: SeriesKey


@frozen(kw_only=True)
class RefreshProgress:
    """``done`` of ``series`` have been read from the catalogue again."""

    done: int
    series: int


@frozen(kw_only=True)
class TitlesRead:
    """A site's whole list was read; the index now has so many ``titles`` of it."""

    provider: str
    titles: int


@frozen(kw_only=True)
class ConditionChanged:
    """A provider works again, rests, is blocked, shows an unknown layout or does not answer.

    It is not asked before ``until``; None means that it may be asked.
    """

    provider: str
    kind: ConditionKind
    reason: str
    until: datetime | None


@frozen(kw_only=True)
class ScanStarted:
    """A scan of the disk began; ``folders`` is how many it will look at."""

    folders: int


@frozen(kw_only=True)
class ScanProgress:
    """``done`` of ``folders`` have been looked at."""

    done: int
    folders: int


@frozen(kw_only=True)
class ScanFinished:
    """A scan ended: how many folders it saw, read anew, and how many videos they hold."""

    folders: int
    read: int
    files: int


@frozen(kw_only=True)
class ScanFailed:
    """A scan ended without any conclusion."""

    reason: str


@frozen(kw_only=True)
class QueueChanged:
    """An item of the queue was added, moved or changed its state (None = it was removed)."""

    id: int
    key: SeriesKey
    episode: EpisodeId
    state: QueueState | None


@frozen(kw_only=True)
class QueuePaused:
    """The whole queue was paused: nothing new begins, and what runs stops soon."""


@frozen(kw_only=True)
class QueueResumed:
    """The whole queue goes on."""


@frozen(kw_only=True)
class DownloadStarted:
    """A worker took an item."""

    id: int
    key: SeriesKey
    episode: EpisodeId


@frozen(kw_only=True)
class DownloadProgress:
    """Bytes so far; ``speed`` in bytes a second and ``eta`` in seconds where they can be told."""

    id: int
    key: SeriesKey
    episode: EpisodeId
    received: int
    total: int | None
    speed: float | None
    eta: float | None


@frozen(kw_only=True)
class LinkFailed:
    """One hoster in one language did not work; the next one is tried."""

    id: int
    key: SeriesKey
    episode: EpisodeId
    hoster: str
    language: str
    reason: str


@frozen(kw_only=True)
class DownloadWaiting:
    """An item could not be finished now and is tried again at ``next_try``."""

    id: int
    key: SeriesKey
    episode: EpisodeId
    reason: str
    next_try: datetime


@frozen(kw_only=True)
class DownloadFinished:
    """A verified file is in the library; ``path`` is relative to the root, ``size`` in bytes."""

    id: int
    key: SeriesKey
    episode: EpisodeId
    path: str
    size: int


@frozen(kw_only=True)
class DownloadFailed:
    """Every way to an episode failed; it waits for a person to retry it."""

    id: int
    key: SeriesKey
    episode: EpisodeId
    reason: str


@frozen(kw_only=True)
class DownloadsHeld:
    """No download begins any more, for a reason that holds all; it ends ``until`` then, or by itself."""

    kind: HoldKind
    reason: str
    until: datetime | None


@frozen(kw_only=True)
class DownloadsReleased:
    """What held all downloads is over."""


@frozen(kw_only=True)
class MigrationFinished:
    """Old data was taken over; ``automatic`` when nobody asked for it."""

    result: MigrationResult
    automatic: bool


Event = (
    SeriesAdded
    | SeriesChanged
    | SeriesRemoved
    | RefreshProgress
    | TitlesRead
    | ConditionChanged
    | ScanStarted
    | ScanProgress
    | ScanFinished
    | ScanFailed
    | QueueChanged
    | QueuePaused
    | QueueResumed
    | DownloadStarted
    | DownloadProgress
    | LinkFailed
    | DownloadWaiting
    | DownloadFinished
    | DownloadFailed
    | DownloadsHeld
    | DownloadsReleased
    | MigrationFinished
)
"""Everything a sink can hear."""

Emit = Callable[[Event], None]
"""How a service tells the sinks."""

Sink = Callable[[Event], None]
"""Hears every event; returns fast, from any thread."""
