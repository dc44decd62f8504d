"""Where the download queue is kept."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from aniworld_core.entities import HistoryEntry, NewItem, Outcome, QueueItem, QueueState

__all__ = ["QueueStore"]


class QueueStore(Protocol):
    """Queue items, claimed by workers for a limited time.

    Every call is one transaction and durable when it returns. ``now`` is aware UTC. An item is worked on
    in order of priority (high first), then position. A worker holds an item by its ``claim`` number: a
    call with an older number changes nothing and returns False.
    """

    def add(self, *items: NewItem, now: datetime) -> Sequence[QueueItem]:
        """Queue episodes and return their items.

        An episode that has a live item keeps it; one that had failed or was done starts afresh under its
        old id.
        """
        ...

    def get(self, id: int) -> QueueItem | None:
        """Return an item, or None."""
        ...

    def page(
        self, states: Collection[QueueState] = (), after: int | None = None, limit: int = 100
    ) -> Sequence[QueueItem]:
        """List items in working order, following the item ``after``; empty ``states`` mean all."""
        ...

    def counts(self) -> Mapping[QueueState, int]:
        """Count the items by state; states without any are left out."""
        ...

    def claim(
        self,
        worker: str,
        lease: timedelta,
        now: datetime,
        skip: Collection[int] = (),
        providers: Collection[str] = (),
    ) -> QueueItem | None:
        """Give the next due item but ``skip`` to a worker until ``now + lease``; None when none is due.

        Items of series of other ``providers`` are passed over; empty = all providers' are given.
        """
        ...

    def heartbeat(
        self,
        id: int,
        claim: int,
        lease: timedelta,
        now: datetime,
        received: int = 0,
        total: int | None = None,
    ) -> bool:
        """Extend the lease of a running item and note its progress; False when it is another's."""
        ...

    def finish(
        self, id: int, claim: int, outcome: Outcome, now: datetime, *entries: HistoryEntry
    ) -> bool:
        """End a running item for good; False when it is no longer the worker's.

        The outcome's size, if it has one, becomes the item's progress. The
        ``entries`` join the history in the same transaction: no item ends without its story, and none is
        told that did not end.
        """
        ...

    def requeue(
        self, id: int, claim: int, at: datetime, *, counted: bool, reason: str = ""
    ) -> bool:
        """Put a running item back until ``at``; ``counted`` adds to its attempts."""
        ...

    def retry(self, id: int, now: datetime) -> bool:
        """Queue an item at once, its attempts at 0; False for a running or unknown one."""
        ...

    def remove(self, *ids: int) -> int:
        """Erase items, also running ones (their workers notice at the next heartbeat); returns how many."""
        ...

    def clear(self, state: QueueState) -> int:
        """Erase all items in this state; returns how many."""
        ...

    def reorder(self, id: int, before: int | None) -> bool:
        """Move an item right before another, taking its priority, or behind all (None).

        False when either is unknown.
        """
        ...

    def pause(self, id: int | None = None) -> bool:
        """Pause one item, or with None the whole queue; False when the item cannot be paused.

        A running item is taken from its worker, which notices at its next heartbeat.
        """
        ...

    def resume(self, id: int | None = None) -> bool:
        """Undo :meth:`pause`."""
        ...

    def paused(self) -> bool:
        """Tell whether the whole queue is paused."""
        ...

    def release(self, worker: str) -> int:
        """Queue again what a dead worker was running, its attempts kept; returns how many."""
        ...

    def reap(self, now: datetime) -> int:
        """Queue again all running items whose lease is over; attempts stay; returns how many."""
        ...

    def next_due(self, providers: Collection[str] = ()) -> datetime | None:
        """Return when the next queued item may be tried (which may be past), or None without any.

        ``providers`` are those whose items :meth:`claim` would give; empty = all.
        """
        ...
