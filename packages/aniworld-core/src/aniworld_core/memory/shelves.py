"""What the memory store holds, and the one lock around all of it."""

from datetime import datetime
from threading import RLock

from attrs import Factory, define, field

from aniworld_core.entities import (
    ApiKey,
    Condition,
    Decision,
    EpisodeFile,
    FolderState,
    HistoryEntry,
    QueueItem,
    Release,
    ReleaseKind,
    Series,
    SeriesKey,
    Session,
    Spent,
    Title,
    WorkerProcess,
)

__all__ = ["KeptSeries", "Shelves"]


@define(kw_only=True)
class KeptSeries:
    """A series with its internal number; a removed one keeps its number for when it returns."""

    id: int
    series: Series
    removed: bool = False


@define
class Shelves:
    """The plain containers that the parts of one store share."""

    lock: RLock = Factory(RLock)
    series: dict[SeriesKey, KeptSeries] = field(factory=dict)
    root: str | None = None
    folders: dict[str, FolderState] = field(factory=dict)
    files: dict[str, dict[str, EpisodeFile]] = field(factory=dict)
    items: dict[int, QueueItem] = field(factory=dict)
    last_item: int = 0
    queue_paused: bool = False
    history: list[HistoryEntry] = field(factory=list)
    sessions: dict[str, Session] = field(factory=dict)
    password: str | None = field(default=None, repr=False)
    secret: str | None = field(default=None, repr=False)
    api_keys: dict[str, ApiKey] = field(factory=dict)
    titles: dict[tuple[str, str], Title] = field(factory=dict)
    title_lists: dict[str, datetime] = field(factory=dict)
    title_stamp: int = 0
    releases: dict[tuple[str, ReleaseKind], tuple[datetime, tuple[Release, ...]]] = field(
        factory=dict
    )
    conditions: dict[str, Condition] = field(factory=dict)
    decisions: dict[tuple[str, str, str], Decision] = field(factory=dict)
    leases: dict[tuple[str, str], datetime] = field(factory=dict)
    paces: dict[str, Spent] = field(factory=dict)
    workers: dict[str, WorkerProcess] = field(factory=dict)

    def living(self, key: SeriesKey) -> KeptSeries | None:
        """Return a series that was not removed, or None."""
        kept = self.series.get(key)
        return None if kept is None or kept.removed else kept
