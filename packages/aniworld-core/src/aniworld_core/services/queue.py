"""The queue as its users see it: episodes in, items out, and every change told."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from attrs import evolve

from aniworld_core.clock import Clock, utc_now
from aniworld_core.config import DownloadsConfig
from aniworld_core.entities import (
    EpisodeId,
    HistoryEntry,
    HistoryKind,
    MissingFilter,
    NewItem,
    QueueItem,
    QueueState,
    Reason,
    ReplaceableFilter,
    Series,
    SeriesKey,
    Wanted,
)
from aniworld_core.episode_ranges import compact
from aniworld_core.errors import AmbiguousFolder, EpisodeNotFound, ItemNotFound, SeriesNotFound
from aniworld_core.events import Emit, QueueChanged, QueuePaused, QueueResumed
from aniworld_core.ports import Store

__all__ = ["Queue"]


class Queue:
    """Adds, orders and drops queue items.

    ``policy`` is what new items get where their series has no word of its own; what a call says instead
    wins, and without languages changes the rest alone. ``rivals`` names, for each series of unclear folder,
    the folders it could have: such a series is not queued, because it may be complete already.
    """

    def __init__(
        self,
        *,
        store: Store,
        policy: DownloadsConfig,
        rivals: Callable[[], Mapping[SeriesKey, Sequence[str]]],
        emit: Emit,
        clock: Clock = utc_now,
    ) -> None:
        self._store = store
        self._policy = policy
        self._wanted = policy.wanted()
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
        """List episodes of a series that could be fetched: those that are missing, then better ones.

        Without any named that is all that neither waits nor failed. With languages of the call nothing
        waits, and of them only those replace a file that the policy of its series ranks before it. Raises
        SeriesNotFound, EpisodeNotFound, and AmbiguousFolder while it is unclear which folder the series
        has.
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
        found = (
            *self._fetchable((series.key,), reasons, wanted, priority),
            *self._better((series.key,), wanted, priority, named=bool(episodes)),
        )
        return [new for new in found if not episodes or new.episode in episodes]

    def plan_all(self, *, wanted: Wanted | None = None, priority: int = 0) -> Sequence[NewItem]:
        """List what could be fetched of all series, those of unclear folder left out."""
        unclear = self._rivals()
        found = (
            *self._fetchable((), (Reason.NOT_DOWNLOADED,), wanted, priority),
            *self._better((), wanted, priority, named=False),
        )
        return [new for new in found if new.key not in unclear]

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
        """Pause an item, or with None the whole queue; what runs stops soon, and goes on from there later."""
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
            raise SeriesNotFound(f"No series {key!r} is registered.", hint="See: aniw list")
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
            wait_days=0 if said else self._policy.wait_days,
            now=self._clock(),
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

    def _better(
        self, keys: tuple[SeriesKey, ...], wanted: Wanted | None, priority: int, *, named: bool
    ) -> Iterator[NewItem]:
        """Yield what would replace a file; what is queued or failed only if the user ``named`` it."""
        policy = wanted or self._wanted
        said = () if wanted is None else wanted.languages
        asked = ReplaceableFilter(
            languages=self._wanted.languages, replace=self._policy.replace, keys=keys, offered=True
        )
        for one in self._store.series.replaceable(asked):
            languages = tuple(better for better in one.better if not said or better in said)
            if languages and (named or not (one.queued or one.failed is not None)):
                its_policy = evolve(policy, languages=languages, better_than=one.has)
                yield NewItem(
                    key=one.key, episode=one.episode, wanted=its_policy, priority=priority
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
        elif changed:
            self._emit(QueuePaused() if state is QueueState.PAUSED else QueueResumed())
        return changed

    def _tell(self, item: QueueItem, state: QueueState | None) -> None:
        self._emit(QueueChanged(id=item.id, key=item.key, episode=item.episode, state=state))


def _refuse_unknown(series: Series, episodes: Collection[EpisodeId]) -> None:
    unknown = sorted(set(episodes) - {episode.id for episode in series.episodes})
    if unknown:
        raise EpisodeNotFound(
            f"{series.title} has no episode {compact(unknown[:1])}.",
            hint=f"See: aniw show {series.key}",
        )
