"""The queue as its users see it: episodes in, items out, and every change told."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from attrs import evolve

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import (
    EpisodeId,
    HistoryEntry,
    HistoryKind,
    MissingFilter,
    NewItem,
    QueueItem,
    QueueState,
    Reason,
    Series,
    SeriesKey,
    Wanted,
)
from aniworld_core.errors import AmbiguousFolder, EpisodeNotFound, ItemNotFound, SeriesNotFound
from aniworld_core.events import Emit, QueueChanged
from aniworld_core.ports import Store

__all__ = ["Queue"]


class Queue:
    """Adds, orders and drops queue items.

    ``wanted`` is the policy new items get, with the languages of their series where it has its own; what a
    call says instead wins, and without languages changes the rest alone. ``rivals`` names, for each series
    of unclear folder, the folders it could have: such a series is not queued, because it may be complete
    already.
    """

    def __init__(
        self,
        *,
        store: Store,
        wanted: Wanted,
        rivals: Callable[[], Mapping[SeriesKey, Sequence[str]]],
        emit: Emit,
        clock: Clock = utc_now,
    ) -> None:
        self._store = store
        self._wanted = wanted
        self._rivals = rivals
        self._emit = emit
        self._clock = clock

    def plan(
        self,
        key: str,
        episodes: Collection[EpisodeId] = (),
        *,
        wanted: Wanted | None = None,
        priority: int = 0,
    ) -> Sequence[NewItem]:
        """List episodes of a series that are not on the disk; without any named, all that could be fetched.

        Raises SeriesNotFound, EpisodeNotFound, and AmbiguousFolder while it is unclear which folder the
        series has.
        """
        series = self._series(key)
        folders = self._rivals().get(series.key)
        if folders:
            names = ", ".join(repr(folder) for folder in folders)
            raise AmbiguousFolder(
                f"{series.title} could be in {names}.",
                hint=f"Say which: aniw match FOLDER {series.key}",
            )
        _refuse_unknown(series, episodes)
        reasons = tuple(Reason) if episodes else (Reason.NOT_DOWNLOADED,)
        return [
            new
            for new in self._fetchable((series.key,), reasons, wanted, priority)
            if not episodes or new.episode in episodes
        ]

    def plan_all(self, *, wanted: Wanted | None = None, priority: int = 0) -> Sequence[NewItem]:
        """List what could be fetched of all series, those of unclear folder left out."""
        unclear = self._rivals()
        return [
            new
            for new in self._fetchable((), (Reason.NOT_DOWNLOADED,), wanted, priority)
            if new.key not in unclear
        ]

    def add(
        self,
        key: str,
        episodes: Collection[EpisodeId] = (),
        *,
        wanted: Wanted | None = None,
        priority: int = 0,
    ) -> Sequence[QueueItem]:
        """Queue what :meth:`plan` lists."""
        return self.put(*self.plan(key, episodes, wanted=wanted, priority=priority))

    def put(self, *new: NewItem) -> Sequence[QueueItem]:
        """Queue episodes; one that has an unfinished item keeps it."""
        if not new:
            return []
        now = self._clock()
        items = self._store.queue.add(*new, now=now)
        self._store.history.append(
            *(
                HistoryEntry(key=item.key, episode=item.episode, at=now, kind=HistoryKind.QUEUED)
                for item in items
                if item.added == now
            )
        )
        for item in items:
            self._tell(item, item.state)
        return items

    def page(
        self, states: Collection[QueueState] = (), after: int | None = None, limit: int = 100
    ) -> Sequence[QueueItem]:
        """List items in working order, following the item ``after``; empty ``states`` mean all."""
        return self._store.queue.page(states, after, limit)

    def item(self, id: int) -> QueueItem:
        """Return an item; raises ItemNotFound."""
        item = self._store.queue.get(id)
        if item is None:
            raise ItemNotFound(f"The queue has no item {id}.", hint="See: aniw queue list")
        return item

    def counts(self) -> Mapping[QueueState, int]:
        """Count the items by state."""
        return self._store.queue.counts()

    def remove(self, *ids: int) -> int:
        """Take items off the queue; a running one is cancelled by its worker. Returns how many."""
        items = [self.item(number) for number in ids]
        removed = self._store.queue.remove(*ids)
        for item in items:
            self._tell(item, None)
        return removed

    def clear(self, state: QueueState = QueueState.DONE) -> int:
        """Take all items of a state off the queue and return how many; no event tells of each."""
        return self._store.queue.clear(state)

    def retry(self, *ids: int) -> int:
        """Try items again at once, their attempts forgotten; no ids mean all failed ones."""
        items = [self.item(number) for number in ids] if ids else self._all(QueueState.FAILED)
        now = self._clock()
        retried = [item for item in items if self._store.queue.retry(item.id, now)]
        for item in retried:
            self._tell(item, QueueState.QUEUED)
        return len(retried)

    def move(self, id: int, before: int | None) -> None:
        """Move an item right before another one, or behind all."""
        item = self.item(id)
        if before is not None:
            self.item(before)
        if self._store.queue.reorder(id, before):
            self._tell(item, item.state)

    def move_to_front(self, id: int) -> None:
        """Move an item before all others."""
        item = self.item(id)
        front = self._store.queue.page(limit=1)
        if front and self._store.queue.reorder(id, front[0].id):
            self._tell(item, item.state)

    def pause(self, id: int | None = None) -> bool:
        """Pause a waiting item, or with None the whole queue (running downloads end first)."""
        return self._switch(id, self._store.queue.pause, QueueState.PAUSED)

    def resume(self, id: int | None = None) -> bool:
        """Undo :meth:`pause`."""
        return self._switch(id, self._store.queue.resume, QueueState.QUEUED)

    def paused(self) -> bool:
        """Tell whether the whole queue is paused."""
        return self._store.queue.paused()

    def _series(self, key: str) -> Series:
        series = self._store.series.get(SeriesKey(key))
        if series is None:
            raise SeriesNotFound(f"No series {key!r} is registered.", hint=f"Try: aniw add {key}")
        return series

    def _fetchable(
        self,
        keys: tuple[SeriesKey, ...],
        reasons: tuple[Reason, ...],
        wanted: Wanted | None,
        priority: int,
    ) -> Iterator[NewItem]:
        policy = wanted or self._wanted
        said = () if wanted is None else wanted.languages
        asked = MissingFilter(
            languages=said or self._wanted.languages,
            for_all=bool(said),
            keys=keys,
            reasons=reasons,
        )
        for series in self._store.series.missing(asked):
            languages = said or series.languages or self._wanted.languages
            its_policy = evolve(policy, languages=languages)
            for missing in series.missing:
                yield NewItem(
                    key=series.key, episode=missing.episode, wanted=its_policy, priority=priority
                )

    def _all(self, state: QueueState) -> Sequence[QueueItem]:
        return self._store.queue.page((state,), limit=1_000_000)

    def _switch(
        self, id: int | None, switch: Callable[[int | None], bool], state: QueueState
    ) -> bool:
        item = None if id is None else self.item(id)
        changed = switch(id)
        if changed and item is not None:
            self._tell(item, state)
        return changed

    def _tell(self, item: QueueItem, state: QueueState | None) -> None:
        self._emit(QueueChanged(id=item.id, key=item.key, episode=item.episode, state=state))


def _refuse_unknown(series: Series, episodes: Collection[EpisodeId]) -> None:
    unknown = sorted(set(episodes) - {episode.id for episode in series.episodes})
    if unknown:
        raise EpisodeNotFound(
            f"{series.title} has no episode {unknown[0]}.", hint=f"See: aniw show {series.key}"
        )
