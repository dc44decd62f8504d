"""The calls on the queue that the store's machine makes."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from aniworld_core.entities import NewItem, Outcome, QueueItem, QueueState
from aniworld_core.ports import QueueStore
from aniworld_core.testing import strategies as draw
from aniworld_core.testing.store_contract.twins import UNKNOWN, Twins
from aniworld_core.testing.store_contract.view import without_position

__all__ = ["QueueRules"]

_LEASE = timedelta(days=1)
_DONE = Outcome(state=QueueState.DONE)
_WORKERS = st.sampled_from(("ann", "bob"))
_PLACES = st.integers(0, 4)


class QueueRules(Twins):
    """Calls on the queue; an item is drawn as a number in working order, too large for an unknown one."""

    def item(self, place: int) -> int:
        """Return the model's id of the item at a place."""
        items = self.model.queue.page()
        return items[place].id if place < len(items) else UNKNOWN

    def of_item(self, place: int, call: Callable[[QueueStore, int], object]) -> None:
        """Make a call on the same item of both queues."""
        ours = self.item(place)
        theirs = self.ids[ours]
        assert call(self.store.queue, theirs) == call(self.model.queue, ours)

    def held(self, place: int, call: Callable[[QueueStore, int, int], object], late: int) -> None:
        """Make a worker's call; with ``late`` by a worker that lost the item so many claims ago."""
        item = self.model.queue.get(self.item(place))
        claim = 0 if item is None else item.claim - late
        self.of_item(place, lambda queue, id: call(queue, id, claim))

    @rule(items=st.lists(draw.new_items(), min_size=1, max_size=4), now=draw.days())
    def add(self, items: list[NewItem], now: datetime) -> None:
        """Queue episodes, some of them again."""
        ours = self.model.queue.add(*items, now=now)
        theirs = self.store.queue.add(*items, now=now)
        for one, other in zip(ours, theirs, strict=True):
            self.pair(one, other)

    @rule(worker=_WORKERS, now=draw.days(), providers=st.sets(draw.providers(), max_size=1))
    def claim(self, worker: str, now: datetime, providers: set[str]) -> None:
        """Take the next item, of any provider or of one."""
        ours = self.model.queue.claim(worker, _LEASE, now, (), providers)
        theirs = self.store.queue.claim(worker, _LEASE, now, (), providers)
        assert (ours is None) == (theirs is None)
        if ours is not None and theirs is not None:
            self.pair(ours, theirs)

    @rule(place=_PLACES, late=st.sampled_from((0, 0, 1)), now=draw.days())
    def heartbeat(self, place: int, late: int, now: datetime) -> None:
        """Tell of progress."""
        self.held(
            place, lambda queue, id, claim: queue.heartbeat(id, claim, _LEASE, now, 5, 9), late
        )

    @rule(place=_PLACES, late=st.sampled_from((0, 0, 1)), outcome=draw.outcomes(), now=draw.days())
    def finish(self, place: int, late: int, outcome: Outcome, now: datetime) -> None:
        """End a job."""
        self.held(place, lambda queue, id, claim: queue.finish(id, claim, outcome, now), late)

    @rule(
        place=_PLACES,
        late=st.sampled_from((0, 0, 1)),
        at=draw.days(),
        counted=st.booleans(),
        reason=draw.texts(),
    )
    def requeue(self, place: int, late: int, at: datetime, *, counted: bool, reason: str) -> None:
        """Put a job back."""
        self.held(
            place,
            lambda queue, id, claim: queue.requeue(id, claim, at, counted=counted, reason=reason),
            late,
        )

    @rule(place=_PLACES, now=draw.days())
    def retry(self, place: int, now: datetime) -> None:
        """Try an item again."""
        self.of_item(place, lambda queue, id: queue.retry(id, now))

    @rule(place=_PLACES)
    def remove(self, place: int) -> None:
        """Erase an item, named twice."""
        self.of_item(place, lambda queue, id: queue.remove(id, id))

    @rule(state=st.sampled_from(QueueState))
    def clear(self, state: QueueState) -> None:
        """Erase all items of a state."""
        self.both(lambda store: store.queue.clear(state))

    @rule(place=_PLACES, before=st.none() | _PLACES)
    def reorder(self, place: int, before: int | None) -> None:
        """Move an item."""
        moved = self.item(place)
        target = None if before is None else self.item(before)
        ours = self.model.queue.reorder(moved, target)
        assert ours == self.store.queue.reorder(
            self.ids[moved], None if target is None else self.ids[target]
        )

    @rule(place=st.none() | _PLACES)
    def pause(self, place: int | None) -> None:
        """Pause an item or the queue."""
        if place is None:
            self.both(lambda store: store.queue.pause())
        else:
            self.of_item(place, lambda queue, id: queue.pause(id))

    @rule(place=st.none() | _PLACES)
    def resume(self, place: int | None) -> None:
        """Resume an item or the queue."""
        if place is None:
            self.both(lambda store: store.queue.resume())
        else:
            self.of_item(place, lambda queue, id: queue.resume(id))

    @rule(worker=_WORKERS)
    def release(self, worker: str) -> None:
        """Take back what a dead worker held."""
        self.both(lambda store: store.queue.release(worker))

    @rule(now=draw.days())
    def reap(self, now: datetime) -> None:
        """Take back what was held too long."""
        self.both(lambda store: store.queue.reap(now))

    @rule(states=st.lists(st.sampled_from(QueueState), unique=True, max_size=2), after=_PLACES)
    def list_items(self, states: list[QueueState], after: int) -> None:
        """List some items behind another."""
        ours = self.model.queue.page(states, self.item(after), 2)
        theirs = self.store.queue.page(states, self.ids[self.item(after)], 2)
        assert self.in_model_ids(_plain(theirs)) == _plain(ours)

    # What follows is rare by chance, and where stores go wrong.

    @rule(item=draw.new_items())
    def lose_an_item_to_another_worker(self, item: NewItem) -> None:
        """Let a worker come back to an item that another one has by now."""
        self.add([item], draw.DAYS[0])
        self.claim("ann", draw.DAYS[0], set())
        self.reap(draw.DAYS[1])
        self.claim("bob", draw.DAYS[1], set())
        for place in range(3):
            self.finish(place, 1, _DONE, draw.DAYS[1])

    @rule(item=draw.new_items(), late=st.sampled_from((0, 0, 1)))
    def pause_what_runs(self, item: NewItem, late: int) -> None:
        """Take an item from its worker, which comes back; another one goes on with it."""
        self.add([item], draw.DAYS[0])
        self.claim("ann", draw.DAYS[1], set())
        for place in range(3):
            self.heartbeat(place, 0, draw.DAYS[1])
            self.pause(place)
            self.finish(place, late, _DONE, draw.DAYS[1])
            self.resume(place)
        self.claim("bob", draw.DAYS[1], set())

    @rule(item=draw.new_items(), outcome=draw.outcomes())
    def end_an_item_and_begin_again(self, item: NewItem, outcome: Outcome) -> None:
        """Queue an episode again, or retry it, after its item was tried twice and ended."""
        self.add([item], draw.DAYS[0])
        self.claim("ann", draw.DAYS[1], set())
        for place in range(3):
            self.requeue(place, 0, draw.DAYS[0], counted=True, reason="down")
        self.claim("ann", draw.DAYS[1], set())
        for place in range(3):
            self.finish(place, 0, outcome, draw.DAYS[1])
            self.retry(place, draw.DAYS[1])
        self.add([item], draw.DAYS[2])


def _plain(items: Sequence[QueueItem]) -> list[QueueItem]:
    return [without_position(item) for item in items]
