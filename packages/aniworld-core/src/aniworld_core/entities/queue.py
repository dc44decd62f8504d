"""The download queue's items, and how a job can end."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from aniworld_core.entities.episode import EpisodeId
from aniworld_core.entities.links import Wanted
from aniworld_core.keys import SeriesKey

__all__ = ["LIVE", "NewItem", "Outcome", "QueueItem", "QueueState"]


class QueueState(StrEnum):
    """Where a queue item stands."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"


LIVE = frozenset({QueueState.QUEUED, QueueState.RUNNING, QueueState.PAUSED})
"""States in which an item is still to be worked on; an episode has at most one such item."""


@frozen(kw_only=True)
class NewItem:
    """An episode to be queued; higher ``priority`` comes first."""

    key: SeriesKey
    episode: EpisodeId
    wanted: Wanted
    priority: int = 0


@frozen(kw_only=True)
class QueueItem:
    """One episode in the queue.

    ``claim`` counts how often a worker took it and fences off a worker that lost its lease; ``attempts``
    counts the tries that failed by a fault of a site. ``received`` and ``total`` are bytes (total None =
    unknown). ``position`` orders items of one priority. ``next_try`` in the future keeps it waiting.
    """

    id: int
    key: SeriesKey
    episode: EpisodeId
    wanted: Wanted
    priority: int = 0
    position: int = 0
    state: QueueState = QueueState.QUEUED
    claim: int = 0
    attempts: int = 0
    worker: str | None = None
    lease_until: datetime | None = None
    next_try: datetime | None = None
    reason: str = ""
    received: int = 0
    total: int | None = None
    added: datetime
    started: datetime | None = None
    finished: datetime | None = None


@frozen(kw_only=True)
class Outcome:
    """How a job ended for good: DONE with the file's ``size`` in bytes, or FAILED with the reason.

    ``counted`` adds to the item's attempts: what it failed by was a fault of a site once more.
    """

    state: QueueState
    reason: str = ""
    size: int | None = None
    counted: bool = False
