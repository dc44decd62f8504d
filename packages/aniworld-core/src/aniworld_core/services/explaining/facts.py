"""Everything that is known of one episode, in one value: explaining it asks nobody any more."""

from datetime import datetime

from attrs import frozen

from aniworld_core.entities import (
    LIVE,
    Condition,
    Episode,
    EpisodeFile,
    HistoryEntry,
    Hold,
    Language,
    Missing,
    Quarantined,
    QueueItem,
    QueueState,
    Release,
    Replaceable,
    Series,
)

__all__ = ["Facts", "Hindrances"]


@frozen(kw_only=True)
class Hindrances:
    """What is in the way of any download of the episode; all empty = nothing is.

    ``site`` and ``links`` are the site's own rest, and that of its links. ``hosters`` are the conditions of
    those of the episode's hosters that are left alone, by name. ``folders`` are those the series could have.
    """

    unavailable: str = ""
    installed: bool = True
    folders: tuple[str, ...] = ()
    paused: bool = False
    hold: Hold | None = None
    site: Condition | None = None
    links: Condition | None = None
    hosters: tuple[tuple[str, Condition], ...] = ()


@frozen(kw_only=True)
class Facts:
    """What is known of an episode ``now``.

    ``file`` is the one that holds it, and ``missing`` says why there is none. ``item`` is what the queue
    has of it, unless that is done (``interrupted``: its worker died; ``host``: where it runs, if that is not
    clear), ``place`` how many are before it there, and itself. ``wanted`` are the languages that count for
    the series, ``wait_days`` how long an episode of it waits for the first of them, ``expected`` the next
    release that the site announces. ``history`` begins with the newest entry.
    """

    now: datetime
    series: Series
    episode: Episode
    wanted: tuple[Language, ...]
    wait_days: int = 0
    file: EpisodeFile | None = None
    missing: Missing | None = None
    replaceable: Replaceable | None = None
    item: QueueItem | None = None
    interrupted: bool = False
    host: str = ""
    place: int = 1
    expected: Release | None = None
    quarantined: tuple[Quarantined, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    hindrances: Hindrances = Hindrances()

    @property
    def live(self) -> QueueItem | None:
        """The queue item that is still to be worked on."""
        return self.item if self.item is not None and self.item.state in LIVE else None

    @property
    def failed(self) -> QueueItem | None:
        """The queue item that only a person can get on, where that still matters."""
        item = self.item
        if item is None or item.state is not QueueState.FAILED:
            return None
        return item if self.file is None or item.wanted.better_than is not None else None

    @property
    def due(self) -> bool:
        """Whether the live item would be taken by the next worker, were nothing in the way."""
        item = self.live
        return (
            item is not None
            and item.state is QueueState.QUEUED
            and (item.next_try is None or item.next_try <= self.now)
        )
