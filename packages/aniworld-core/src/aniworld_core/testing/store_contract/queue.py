"""What holds for the queue of every store."""

from datetime import timedelta

from aniworld_core.entities import (
    GER_DUB,
    EpisodeId,
    HistoryEntry,
    HistoryKind,
    NewItem,
    Outcome,
    QueueItem,
    QueueState,
    Series,
    SeriesKey,
    Wanted,
)
from aniworld_core.ports import Store
from aniworld_core.testing.store_contract.twins import UNKNOWN
from aniworld_core.testing.strategies import DAYS, KEYS

__all__ = ["QueueContract"]

_HOUR = timedelta(hours=1)
_DONE = Outcome(state=QueueState.DONE)
_WANTED = Wanted(languages=(GER_DUB,), hosters=("one", "two"), quality="720p")


def _add(store: Store, number: int, *, priority: int = 0) -> QueueItem:
    new = NewItem(key=KEYS[0], episode=EpisodeId(1, number), wanted=_WANTED, priority=priority)
    return store.queue.add(new, now=DAYS[0])[0]


def _claim(store: Store, worker: str = "ann") -> QueueItem:
    item = store.queue.claim(worker, _HOUR, DAYS[0])
    assert item is not None
    return item


def _order(store: Store) -> list[int]:
    return [item.episode.number for item in store.queue.page()]


class QueueContract:
    """Tests of :class:`aniworld_core.ports.QueueStore`."""

    def test_the_most_important_item_comes_first(self, store: Store) -> None:
        """Claim items by priority, then by position, until none is left."""
        for number, priority in ((1, 0), (2, 5), (3, 5)):
            _add(store, number, priority=priority)
        assert [_claim(store).episode.number for _ in range(3)] == [2, 3, 1]
        assert store.queue.claim("ann", _HOUR, DAYS[0]) is None

    def test_a_worker_gets_what_its_providers_have(self, store: Store) -> None:
        """Claim for one provider; what belongs to no series is everybody's."""
        for key, provider in zip(KEYS, ("fern", "moss"), strict=False):
            store.series.put(Series(key=key, provider=provider, ref=key, title=key))
        wanted = [NewItem(key=key, episode=EpisodeId(1, 1), wanted=_WANTED) for key in KEYS]
        store.queue.add(*wanted[:2], now=DAYS[0])
        store.queue.add(wanted[2], now=DAYS[1])

        def claim(*providers: str) -> SeriesKey | None:
            item = store.queue.claim("ann", _HOUR, DAYS[1], (), providers)
            return None if item is None else item.key

        assert store.queue.next_due(["moss"]) == DAYS[0]
        assert [claim("moss"), claim("moss"), claim("moss")] == [KEYS[1], KEYS[2], None]
        assert store.queue.next_due(["moss"]) is None
        assert store.queue.next_due(["fern", "moss"]) == DAYS[0]
        assert claim("moss", "fern") == KEYS[0]

    def test_items_can_be_stepped_over(self, store: Store) -> None:
        """Claim what is first of those that are not to be skipped."""
        first, second, third = (_add(store, number).id for number in (1, 2, 3))
        skip = (first, second, 10**9)
        item = store.queue.claim("ann", _HOUR, DAYS[0], skip)
        assert item is not None
        assert item.id == third
        assert store.queue.claim("ann", _HOUR, DAYS[0], skip) is None
        assert _claim(store).id == first

    def test_a_late_worker_changes_nothing(self, store: Store) -> None:
        """Let a worker lose its lease, and another take the item."""
        id = _add(store, 1).id
        late = _claim(store)
        assert store.queue.reap(DAYS[0] + _HOUR) == 1
        now = _claim(store, "bob")
        assert now.claim > late.claim
        assert not store.queue.heartbeat(id, late.claim, _HOUR, DAYS[0])
        assert not store.queue.finish(id, late.claim, _DONE, DAYS[0])
        assert not store.queue.requeue(id, late.claim, DAYS[1], counted=True)
        assert store.queue.get(id) == now
        assert store.queue.finish(id, now.claim, _DONE, DAYS[0])
        assert not store.queue.finish(id, now.claim, _DONE, DAYS[0])

    def test_only_a_counted_failure_adds_to_the_attempts(self, store: Store) -> None:
        """Put an item back in every way."""
        id = _add(store, 1).id
        item = _claim(store)
        assert store.queue.requeue(id, item.claim, DAYS[0], counted=True, reason="down")
        item = _claim(store)
        assert (item.attempts, item.reason) == (1, "down")
        assert store.queue.requeue(id, item.claim, DAYS[0], counted=False)
        _claim(store, "bob")
        assert store.queue.release("ann") == 0
        assert store.queue.release("bob") == 1
        _claim(store)
        assert store.queue.reap(DAYS[0]) == 0
        assert store.queue.reap(DAYS[0] + _HOUR) == 1
        item = _claim(store)
        assert (item.attempts, item.claim) == (1, 5)
        failed = Outcome(state=QueueState.FAILED, counted=True)
        assert store.queue.finish(id, item.claim, failed, DAYS[0])
        ended = store.queue.get(id)
        assert ended is not None
        assert ended.attempts == 2

    def test_an_item_waits_until_its_next_try(self, store: Store) -> None:
        """Put an item back until tomorrow."""
        assert store.queue.next_due() is None
        id = _add(store, 1).id
        assert store.queue.next_due() == DAYS[0]
        assert store.queue.requeue(id, _claim(store).claim, DAYS[1], counted=True)
        assert store.queue.next_due() == DAYS[1]
        assert store.queue.claim("ann", _HOUR, DAYS[1] - _HOUR) is None
        assert store.queue.claim("ann", _HOUR, DAYS[1]) is not None

    def test_nothing_is_claimed_while_paused(self, store: Store) -> None:
        """Pause the queue, then one item."""
        id = _add(store, 1).id
        assert store.queue.pause()
        assert store.queue.paused()
        assert store.queue.claim("ann", _HOUR, DAYS[0]) is None
        assert store.queue.resume()
        assert store.queue.pause(id)
        assert not store.queue.pause(id)
        assert store.queue.claim("ann", _HOUR, DAYS[0]) is None
        assert store.queue.resume(id)
        _claim(store)

    def test_a_running_item_is_taken_from_its_worker(self, store: Store) -> None:
        """Pause what runs: how far it came is seen, and the worker has lost it."""
        id = _add(store, 1).id
        item = _claim(store)
        store.queue.heartbeat(id, item.claim, _HOUR, DAYS[0], 7, 9)
        assert store.queue.pause(id)
        paused = store.queue.get(id)
        assert paused is not None
        assert (paused.state, paused.worker, paused.lease_until) == (QueueState.PAUSED, None, None)
        assert (paused.received, paused.total, paused.claim) == (7, 9, item.claim)
        assert not store.queue.heartbeat(id, item.claim, _HOUR, DAYS[0])
        assert not store.queue.finish(id, item.claim, _DONE, DAYS[0])
        assert store.queue.release("ann") == store.queue.reap(DAYS[2]) == 0
        assert store.queue.resume(id)
        assert not store.queue.requeue(id, item.claim, DAYS[0], counted=True)
        again = _claim(store, "bob")
        assert (again.claim, again.received) == (item.claim + 1, 7)

    def test_what_has_ended_cannot_be_paused(self, store: Store) -> None:
        """Pause an item that is done."""
        id = _add(store, 1).id
        assert store.queue.finish(id, _claim(store).claim, _DONE, DAYS[0])
        assert not store.queue.pause(id)
        assert not store.queue.resume(id)

    def test_an_episode_is_queued_once(self, store: Store) -> None:
        """Queue an episode while its item lives, and after it ended."""
        first = _add(store, 1)
        assert _add(store, 1, priority=9) == first
        item = _claim(store)
        assert store.queue.heartbeat(item.id, item.claim, _HOUR, DAYS[0], 7, 9)
        assert store.queue.finish(item.id, item.claim, _DONE, DAYS[0])
        again = _add(store, 1, priority=9)
        assert (again.id, again.state, again.priority) == (first.id, QueueState.QUEUED, 9)
        assert (again.received, again.total, again.finished) == (0, None, None)
        assert again.claim == item.claim

    def test_an_end_and_its_story_are_one(self, store: Store) -> None:
        """Finish with entries for the history, as the worker and as one who lost the item."""
        _add(store, 1)
        item = _claim(store)
        story = HistoryEntry(
            key=item.key, episode=item.episode, at=DAYS[0], kind=HistoryKind.DOWNLOADED, path="a"
        )
        assert not store.queue.finish(item.id, item.claim - 1, _DONE, DAYS[0], story)
        assert not store.history.of()
        assert store.queue.finish(item.id, item.claim, _DONE, DAYS[0], story)
        assert list(store.history.of()) == [story]

    def test_the_size_of_a_finished_file_is_its_progress(self, store: Store) -> None:
        """Finish with a size and without one."""
        _add(store, 1)
        _add(store, 2)
        for outcome in (Outcome(state=QueueState.DONE, size=5), _DONE):
            item = _claim(store)
            store.queue.heartbeat(item.id, item.claim, _HOUR, DAYS[0], 1, 9)
            store.queue.finish(item.id, item.claim, outcome, DAYS[0])
        done = store.queue.page((QueueState.DONE,))
        assert sorted((item.received, item.total) for item in done) == [(1, 9), (5, 5)]

    def test_an_item_can_be_tried_again_at_once(self, store: Store) -> None:
        """Retry an item that waits, and not one that runs."""
        id = _add(store, 1).id
        assert store.queue.requeue(id, _claim(store).claim, DAYS[2], counted=True, reason="down")
        assert store.queue.retry(id, DAYS[0])
        item = _claim(store)
        assert (item.attempts, item.reason) == (0, "")
        assert not store.queue.retry(id, DAYS[0])

    def test_items_move(self, store: Store) -> None:
        """Move an item before another and behind all."""
        ids = {number: _add(store, number, priority=number // 3).id for number in (1, 2, 3, 4)}
        assert _order(store) == [3, 4, 1, 2]
        assert store.queue.reorder(ids[2], ids[4])
        assert _order(store) == [3, 2, 4, 1]
        assert store.queue.reorder(ids[3], None)
        assert _order(store) == [2, 4, 1, 3]
        assert [item.priority for item in store.queue.page()] == [1, 1, 0, 0]

    def test_pages_of_the_queue_follow_each_other(self, store: Store) -> None:
        """Turn pages over several priorities; nothing follows an unknown item."""
        for number, priority in ((1, 0), (2, 5), (3, 0), (4, 5), (5, 9)):
            _add(store, number, priority=priority)
        _claim(store)
        found: list[int] = []
        after: int | None = None
        while page := store.queue.page(after=after, limit=2):
            found += [item.episode.number for item in page]
            after = page[-1].id
        assert found == [5, 2, 4, 1, 3]
        (running,) = store.queue.page([QueueState.RUNNING])
        queued = store.queue.page([QueueState.QUEUED, QueueState.PAUSED], after=running.id)
        assert [item.episode.number for item in queued] == [2, 4, 1, 3]
        assert not store.queue.page(after=UNKNOWN)

    def test_an_unknown_item_cannot_be_touched(self, store: Store) -> None:
        """Name an item that is not there."""
        id = _add(store, 1).id
        assert store.queue.get(UNKNOWN) is None
        assert not store.queue.reorder(UNKNOWN, id)
        assert not store.queue.reorder(id, UNKNOWN)
        assert not store.queue.retry(UNKNOWN, DAYS[0])
        assert not store.queue.pause(UNKNOWN)
        assert not store.queue.resume(UNKNOWN)
        assert store.queue.remove(UNKNOWN) == 0

    def test_an_erased_item_never_returns(self, store: Store) -> None:
        """Erase a running item; its id is not given to another."""
        item = _add(store, 1)
        claim = _claim(store).claim
        assert store.queue.remove(item.id, item.id) == 1
        assert not store.queue.heartbeat(item.id, claim, _HOUR, DAYS[0])
        assert _add(store, 2).id != item.id

    def test_any_number_of_items_can_be_erased(self, store: Store) -> None:
        """Name more items than a statement has room for."""
        ids = [_add(store, number).id for number in (1, 2)]
        assert store.queue.remove(ids[0], *range(UNKNOWN, UNKNOWN + 300_000), ids[1]) == 2
        assert not store.queue.page()

    def test_all_items_of_one_state_can_be_erased(self, store: Store) -> None:
        """Clear what is done, while others wait, run and failed."""
        for number in (1, 2, 3, 4, 5):
            _add(store, number)
        for outcome in (_DONE, Outcome(state=QueueState.FAILED), _DONE):
            item = _claim(store)
            assert store.queue.finish(item.id, item.claim, outcome, DAYS[0])
        _claim(store)
        assert store.queue.clear(QueueState.DONE) == 2
        assert _order(store) == [2, 4, 5]
        assert store.queue.clear(QueueState.DONE) == 0
        assert _add(store, 1).state is QueueState.QUEUED

    def test_a_running_item_can_be_cleared(self, store: Store) -> None:
        """Clear what runs; its worker finds it gone."""
        _add(store, 1)
        item = _claim(store)
        assert store.queue.clear(QueueState.RUNNING) == 1
        assert not store.queue.heartbeat(item.id, item.claim, _HOUR, DAYS[0])
