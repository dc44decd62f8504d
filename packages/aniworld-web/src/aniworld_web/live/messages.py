"""Every message that the WebSocket sends, in one table; docs/websocket.md is made of it."""

from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Literal

from attrs import field, frozen
from msgspec import UNSET, UnsetType

__all__ = [
    "EVENTS",
    "REPLIES",
    "ConditionChanged",
    "DownloadComplete",
    "DownloadFailed",
    "DownloadProgress",
    "Held",
    "Hello",
    "Joined",
    "Left",
    "Message",
    "Pong",
    "Problem",
    "QueueStatus",
    "Room",
    "ScanComplete",
    "ScanFailed",
    "ScanProgress",
    "SeriesChanged",
    "Snapshot",
    "TitlesRead",
    "mask",
]


class Room(StrEnum):
    """What a client can listen to."""

    DOWNLOADS = "downloads"
    DOWNLOAD_PROGRESS = "download_progress"
    SCAN_PROGRESS = "scan_progress"
    QUEUE = "queue"
    SITES = "sites"


@frozen(kw_only=True)
class DownloadProgress:
    """A download began or got further; a newer one replaces an older one that was not sent yet.

    ``percent`` and ``total`` are null until the size is known, ``speed_mbps`` (megabits a second) and
    ``eta_seconds`` until they can be told. ``received`` and ``total`` are bytes.
    """

    download_id: int
    key: str
    folder: str | None
    episode: str
    percent: float | None
    speed_mbps: float | None
    eta_seconds: int | None
    received: int
    total: int | None


@frozen(kw_only=True)
class DownloadComplete:
    """A verified file is in the library; ``path`` is relative to its root, ``size`` in bytes."""

    download_id: int
    key: str
    folder: str | None
    episode: str
    path: str
    size: int


@frozen(kw_only=True)
class DownloadFailed:
    """A try ended without a file; it is tried again at ``next_try``, or, if that is null, when asked to."""

    download_id: int
    key: str
    folder: str | None
    episode: str
    reason: str
    next_try: str | None


@frozen(kw_only=True)
class Held:
    """What holds all downloads: no room on the disk, the time of the day, or as many as an hour may have."""

    kind: Literal["disk", "window", "hourly"]
    reason: str
    until: str | None


@frozen(kw_only=True)
class QueueStatus:
    """The queue changed: an item came, went, moved or got another state; the numbers count items.

    ``is_running`` tells whether the queue is worked on at all, ``is_paused`` whether nothing new is begun.
    ``hold`` is null, or why no download begins for now (``kind``: ``disk``, ``window`` or ``hourly``): they
    go on ``until`` then, or, if that is null, when it is over. ``pending_queue`` has the paused items too.
    """

    is_running: bool
    is_paused: bool
    hold: Held | None
    active_downloads: int
    pending_queue: int
    paused_downloads: int
    completed_downloads: int
    failed_downloads: int


@frozen(kw_only=True)
class ScanProgress:
    """``done`` of ``total`` folders have been looked at; a newer one replaces an older one."""

    done: int
    total: int
    percent: float | None


@frozen(kw_only=True)
class ScanComplete:
    """A scan ended: how many folders it saw, read anew, and how many videos they hold."""

    folders: int
    read: int
    files: int


@frozen(kw_only=True)
class ScanFailed:
    """A scan ended without any conclusion."""

    reason: str


@frozen(kw_only=True)
class SeriesChanged:
    """A series was added to the list, removed from it, or what is known of it changed."""

    key: str
    folder: str | None
    change: Literal["added", "changed", "removed"]


@frozen(kw_only=True)
class ConditionChanged:
    """A site works again or is left alone: until ``until``, or, if that is null, only as long as it fails.

    ``reason`` is the site's error, empty when it works. The ``provider`` of a hoster is ``hoster`` and its
    name, with a blank between.
    """

    provider: str
    condition: Literal["working", "resting", "blocked", "layout-changed", "unavailable"]
    reason: str
    until: str | None


@frozen(kw_only=True)
class TitlesRead:
    """The whole list of a site was read; so many of its ``titles`` are found without asking it."""

    provider: str
    titles: int


@frozen(kw_only=True)
class Hello:
    """The first message: the ``epoch`` names this run of the server, and ``rooms`` are all there are."""

    epoch: str
    rooms: tuple[Room, ...] = tuple(Room)


@frozen(kw_only=True)
class Snapshot:
    """What is going on in ``rooms``, where what happened since a ``seq`` is no longer known.

    Only what belongs to the rooms is there: ``downloads`` that run (``download_progress``), the ``scan``
    that runs, or null (``scan_progress``), and the ``queue_status`` (``queue``; null until it is known).
    Everything else is to be asked for by REST.
    """

    rooms: tuple[Room, ...]
    downloads: tuple[DownloadProgress, ...] | UnsetType = UNSET
    scan: ScanProgress | UnsetType | None = UNSET
    queue_status: QueueStatus | UnsetType | None = UNSET


@frozen(kw_only=True)
class Joined(Snapshot):
    """The answer to ``join``: what is going on in the room, in the form of a ``snapshot``."""


@frozen(kw_only=True)
class Left:
    """The answer to ``leave``."""

    room: Room


@frozen
class Pong:
    """The answer to ``ping``."""


@frozen(kw_only=True)
class Problem:
    """A message of the client could not be understood; nothing was done."""

    problem: str


@frozen
class Message:
    """A type of message: its ``name``, the class of its ``data``, and the rooms that get it."""

    name: str
    data: type
    rooms: tuple[Room, ...] = field(default=())


EVENTS = (
    Message("download_progress", DownloadProgress, (Room.DOWNLOAD_PROGRESS,)),
    Message("download_complete", DownloadComplete, (Room.DOWNLOADS, Room.DOWNLOAD_PROGRESS)),
    Message("download_failed", DownloadFailed, (Room.DOWNLOADS, Room.DOWNLOAD_PROGRESS)),
    Message("queue_status", QueueStatus, (Room.QUEUE,)),
    Message("scan_progress", ScanProgress, (Room.SCAN_PROGRESS,)),
    Message("scan_complete", ScanComplete, (Room.SCAN_PROGRESS,)),
    Message("scan_failed", ScanFailed, (Room.SCAN_PROGRESS,)),
    Message("series_changed", SeriesChanged, tuple(Room)),
    Message("condition_changed", ConditionChanged, (Room.SITES,)),
    Message("titles_read", TitlesRead, (Room.SITES,)),
)
"""What is told to rooms; a client in several of them gets a message once."""

REPLIES = (
    Message("hello", Hello),
    Message("joined", Joined),
    Message("left", Left),
    Message("snapshot", Snapshot),
    Message("pong", Pong),
    Message("error", Problem),
)
"""What one client is told."""

_BITS = {room: 1 << place for place, room in enumerate(Room)}


def mask(*rooms: Room) -> int:
    """Return a set of rooms as bits, which are compared for every client."""
    return reduce(or_, (_BITS[room] for room in rooms), 0)
