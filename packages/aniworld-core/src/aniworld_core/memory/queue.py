"""The download queue in memory."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import evolve

from aniworld_core.entities import LIVE, HistoryEntry, NewItem, Outcome, QueueItem, QueueState
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemoryQueue"]


class MemoryQueue:
    """Fulfils :class:`aniworld_core.ports.QueueStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def add(self, *items: NewItem, now: datetime) -> Sequence[QueueItem]:
        """Queue episodes behind others of their priority; an old item keeps its id and claim."""
        with self._shelves.lock:
            return [self._add(new, now) for new in items]

    def get(self, id: int) -> QueueItem | None:
        """Return an item, or None."""
        with self._shelves.lock:
            return self._shelves.items.get(id)

    def page(
        self, states: Collection[QueueState] = (), after: int | None = None, limit: int = 100
    ) -> Sequence[QueueItem]:
        """List items in working order; nothing follows an unknown item."""
        with self._shelves.lock:
            items = self._in_order()
            if after is not None:
                ids = [item.id for item in items]
                items = items[ids.index(after) + 1 :] if after in ids else []
            return [item for item in items if not states or item.state in states][:limit]

    def counts(self) -> Mapping[QueueState, int]:
        """Count the items by state."""
        with self._shelves.lock:
            return Counter(item.state for item in self._shelves.items.values())

    def claim(
        self,
        worker: str,
        lease: timedelta,
        now: datetime,
        skip: Collection[int] = (),
        providers: Collection[str] = (),
    ) -> QueueItem | None:
        """Give the first due item to a worker; why its last try failed stays readable."""
        with self._shelves.lock:
            if self._shelves.queue_paused:
                return None
            for item in self._in_order():
                due = item.next_try is None or item.next_try <= now
                allowed = item.id not in skip and self._is_of(item, providers)
                if item.state is QueueState.QUEUED and due and allowed:
                    return self._change(
                        item,
                        state=QueueState.RUNNING,
                        claim=item.claim + 1,
                        worker=worker,
                        lease_until=now + lease,
                        next_try=None,
                        started=now,
                    )
            return None

    def heartbeat(
        self,
        id: int,
        claim: int,
        lease: timedelta,
        now: datetime,
        received: int = 0,
        total: int | None = None,
    ) -> bool:
        """Extend a lease, also one that is over but was not reaped yet."""
        with self._shelves.lock:
            item = self._held(id, claim)
            if item is None:
                return False
            self._change(item, lease_until=now + lease, received=received, total=total)
            return True

    def finish(
        self, id: int, claim: int, outcome: Outcome, now: datetime, *entries: HistoryEntry
    ) -> bool:
        """End a running item for good."""
        with self._shelves.lock:
            item = self._held(id, claim)
            if item is None:
                return False
            sized = outcome.size is not None
            self._change(
                item,
                state=outcome.state,
                reason=outcome.reason,
                attempts=item.attempts + int(outcome.counted),
                received=outcome.size if sized else item.received,
                total=outcome.size if sized else item.total,
                worker=None,
                lease_until=None,
                finished=now,
            )
            self._shelves.history += entries
            return True

    def requeue(
        self, id: int, claim: int, at: datetime, *, counted: bool, reason: str = ""
    ) -> bool:
        """Put a running item back."""
        with self._shelves.lock:
            item = self._held(id, claim)
            if item is None:
                return False
            attempts = item.attempts + 1 if counted else item.attempts
            self._put_back(evolve(item, attempts=attempts, next_try=at, reason=reason))
            return True

    def retry(self, id: int, now: datetime) -> bool:
        """Queue an item that is not running as if it had never been tried."""
        with self._shelves.lock:
            item = self._shelves.items.get(id)
            if item is None or item.state is QueueState.RUNNING:
                return False
            self._put_back(
                evolve(item, attempts=0, next_try=now, reason="", started=None, finished=None)
            )
            return True

    def remove(self, *ids: int) -> int:
        """Erase items."""
        with self._shelves.lock:
            return sum(self._shelves.items.pop(one, None) is not None for one in ids)

    def clear(self, state: QueueState) -> int:
        """Erase all items of a state."""
        with self._shelves.lock:
            items = self._shelves.items.values()
            return self.remove(*[item.id for item in items if item.state is state])

    def reorder(self, id: int, before: int | None) -> bool:
        """Move an item; behind all means with the lowest priority there is."""
        with self._shelves.lock:
            items = self._shelves.items
            if id not in items or (before is not None and before not in items):
                return False
            order = [item for item in self._in_order() if item.id != id]
            if before is None:
                priority = min(item.priority for item in items.values())
                place = len(order)
            elif before == id:
                return True
            else:
                priority = items[before].priority
                place = order.index(items[before])
            order.insert(place, evolve(items[id], priority=priority))
            for position, item in enumerate(order, start=1):
                self._change(item, position=position)
            return True

    def pause(self, id: int | None = None) -> bool:
        """Pause an item, its progress kept, or the whole queue (also when it is paused already)."""
        with self._shelves.lock:
            if id is not None:
                return self._turn(id, (QueueState.QUEUED, QueueState.RUNNING), QueueState.PAUSED)
            self._shelves.queue_paused = True
            return True

    def resume(self, id: int | None = None) -> bool:
        """Undo a pause."""
        with self._shelves.lock:
            if id is not None:
                return self._turn(id, (QueueState.PAUSED,), QueueState.QUEUED)
            self._shelves.queue_paused = False
            return True

    def paused(self) -> bool:
        """Tell whether the whole queue is paused."""
        with self._shelves.lock:
            return self._shelves.queue_paused

    def release(self, worker: str) -> int:
        """Queue again what a dead worker held."""
        with self._shelves.lock:
            lost = [item for item in self._running() if item.worker == worker]
            for item in lost:
                self._put_back(item)
            return len(lost)

    def reap(self, now: datetime) -> int:
        """Queue again what was held until ``now`` or before."""
        with self._shelves.lock:
            lost = [i for i in self._running() if i.lease_until and i.lease_until <= now]
            for item in lost:
                self._put_back(item)
            return len(lost)

    def next_due(self, providers: Collection[str] = ()) -> datetime | None:
        """Return the earliest next try; an item without one is due since it was added."""
        with self._shelves.lock:
            queued = (i for i in self._shelves.items.values() if i.state is QueueState.QUEUED)
            moments = (i.next_try or i.added for i in queued if self._is_of(i, providers))
            return min(moments, default=None)

    def _is_of(self, item: QueueItem, providers: Collection[str]) -> bool:
        """Tell whether a worker of these providers may have an item; of an unknown series, every one."""
        kept = self._shelves.series.get(item.key)
        return not providers or kept is None or kept.series.provider in providers

    def _add(self, new: NewItem, now: datetime) -> QueueItem:
        items = self._shelves.items
        same = (i for i in items.values() if (i.key, i.episode) == (new.key, new.episode))
        known = next(same, None)
        if known is not None and known.state in LIVE:
            return known
        if known is None:
            self._shelves.last_item += 1
        item = QueueItem(
            id=known.id if known else self._shelves.last_item,
            key=new.key,
            episode=new.episode,
            wanted=new.wanted,
            priority=new.priority,
            position=max((item.position for item in items.values()), default=0) + 1,
            claim=known.claim if known else 0,
            added=now,
        )
        items[item.id] = item
        return item

    def _in_order(self) -> list[QueueItem]:
        return sorted(
            self._shelves.items.values(), key=lambda item: (-item.priority, item.position, item.id)
        )

    def _running(self) -> list[QueueItem]:
        return [i for i in self._shelves.items.values() if i.state is QueueState.RUNNING]

    def _held(self, id: int, claim: int) -> QueueItem | None:
        item = self._shelves.items.get(id)
        if item is None or item.state is not QueueState.RUNNING or item.claim != claim:
            return None
        return item

    def _put_back(self, item: QueueItem) -> None:
        self._change(
            item,
            state=QueueState.QUEUED,
            worker=None,
            lease_until=None,
            received=0,
            total=None,
        )

    def _turn(self, id: int, old: Collection[QueueState], new: QueueState) -> bool:
        item = self._shelves.items.get(id)
        if item is None or item.state not in old:
            return False
        self._change(item, state=new, worker=None, lease_until=None)
        return True

    def _change(self, item: QueueItem, **changes: Any) -> QueueItem:
        changed = evolve(item, **changes)
        self._shelves.items[item.id] = changed
        return changed
