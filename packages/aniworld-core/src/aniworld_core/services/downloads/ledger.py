"""Writes down how a job went: in the queue, in the history, and to the sinks, in this order."""

import sys
from datetime import datetime, timedelta

from aniworld_core.clock import Clock
from aniworld_core.entities import (
    HistoryEntry,
    HistoryKind,
    Language,
    Link,
    Outcome,
    Quarantined,
    QueueItem,
    QueueState,
)
from aniworld_core.errors import AniworldError, StoreFull
from aniworld_core.events import (
    DownloadFailed,
    DownloadFinished,
    DownloadStarted,
    DownloadWaiting,
    Emit,
    LinkFailed,
    QueueChanged,
)
from aniworld_core.ports import Store
from aniworld_core.services.downloads.marks import Placed

__all__ = ["Ledger"]


class Ledger:
    """Every outcome of an item, each told once."""

    def __init__(self, *, store: Store, emit: Emit, clock: Clock) -> None:
        self._store = store
        self._emit = emit
        self._clock = clock

    def started(self, item: QueueItem) -> None:
        """Tell that a worker took the item."""
        self._emit(DownloadStarted(id=item.id, key=item.key, episode=item.episode))

    def link_failed(self, item: QueueItem, link: Link, error: AniworldError) -> None:
        """Note that one link did not work."""
        kind = HistoryKind.TRIED
        self._note(
            self._entry(item, kind, error.message, hoster=link.hoster, language=link.language)
        )
        self._emit(
            LinkFailed(
                id=item.id,
                key=item.key,
                episode=item.episode,
                hoster=link.hoster,
                language=link.language,
                reason=error.message,
            )
        )

    def holds(self, item: QueueItem) -> bool:
        """Tell whether the item still is the worker's."""
        now = self._store.queue.get(item.id)
        return now is not None and now.state is QueueState.RUNNING and now.claim == item.claim

    def ended(self, item: QueueItem) -> bool:
        """Tell whether the item is removed, done or failed, so that nobody goes on with it."""
        now = self._store.queue.get(item.id)
        return now is None or now.state in (QueueState.DONE, QueueState.FAILED)

    def caught(self, item: QueueItem, record: Quarantined) -> None:
        """Note that a file failed its check and is in quarantine."""
        kind = HistoryKind.QUARANTINED
        self._note(
            self._entry(item, kind, record.reason, hoster=record.hoster, language=record.language)
        )

    def downloaded(self, item: QueueItem, placed: Placed) -> bool:
        """Note that a verified file is in its place; False when the item is no longer the worker's."""
        story = [
            self._entry(
                item,
                HistoryKind.DOWNLOADED,
                hoster=placed.hoster,
                language=placed.language,
                path=placed.path,
            )
        ]
        old = placed.replaces
        if old is not None:
            text = f"Replaced by {placed.language}; it is in the trash."
            kind = HistoryKind.REPLACED
            story.insert(0, self._entry(item, kind, text, language=old.language, path=old.path))
        if not self._done(item, placed.size, *story):
            return False
        self._emit(_finished(item, placed.path, placed.size))
        sys.audit("aniworld.reached", "event-told")
        return True

    def adopted(self, item: QueueItem, path: str, size: int) -> bool:
        """Note that the file was there already; False when the item is no longer the worker's."""
        text = "The file was there already."
        if not self._done(item, size, self._entry(item, HistoryKind.ADOPTED, text, path=path)):
            return False
        self._emit(_finished(item, path, size))
        return True

    def failed(self, item: QueueItem, reason: str, *, counted: bool = False) -> bool:
        """Note that only a person can get the item on; False when it is no longer the worker's."""
        outcome = Outcome(state=QueueState.FAILED, reason=reason, counted=counted)
        story = self._entry(item, HistoryKind.FAILED, reason)
        if not self._store.queue.finish(item.id, item.claim, outcome, self._clock(), story):
            return False
        self._emit(DownloadFailed(id=item.id, key=item.key, episode=item.episode, reason=reason))
        return True

    def waiting(self, item: QueueItem, wait: timedelta, reason: str, *, counted: bool) -> None:
        """Put the item back for a while, if it still is the worker's."""
        self.waiting_until(item, self._clock() + wait, reason, counted=counted)

    def waiting_until(
        self, item: QueueItem, at: datetime | None, reason: str, *, counted: bool
    ) -> None:
        """Put the item back until a moment (None = now), if it still is the worker's.

        That it still waits for the same reason is no news for the history: a site may be down for long.
        """
        at = at or self._clock()
        if not self._store.queue.requeue(item.id, item.claim, at, counted=counted, reason=reason):
            return
        if item.reason != reason:
            self._note(self._entry(item, HistoryKind.WAITING, reason))
        self._emit(
            DownloadWaiting(
                id=item.id, key=item.key, episode=item.episode, reason=reason, next_try=at
            )
        )

    def put_back(self, item: QueueItem) -> None:
        """Queue the item as before, its job was stopped on purpose; tell where it is by now.

        Another process may have paused or removed it: nobody here has heard of that.
        """
        self._store.queue.requeue(
            item.id, item.claim, self._clock(), counted=False, reason=item.reason
        )
        kept = self._store.queue.get(item.id)
        state = None if kept is None else kept.state
        self._emit(QueueChanged(id=item.id, key=item.key, episode=item.episode, state=state))

    def _done(self, item: QueueItem, size: int, *story: HistoryEntry) -> bool:
        outcome = Outcome(state=QueueState.DONE, size=size)
        done = self._store.queue.finish(item.id, item.claim, outcome, self._clock(), *story)
        sys.audit("aniworld.reached", "item-finished")
        return done

    def _note(self, entry: HistoryEntry) -> None:
        try:
            self._store.history.append(entry)
        except StoreFull:  # a store may have made room for just this
            self._store.history.append(entry)

    def _entry(
        self,
        item: QueueItem,
        kind: HistoryKind,
        text: str = "",
        *,
        hoster: str = "",
        language: Language | None = None,
        path: str = "",
    ) -> HistoryEntry:
        return HistoryEntry(
            key=item.key,
            episode=item.episode,
            at=self._clock(),
            kind=kind,
            text=text,
            hoster=hoster,
            language=language,
            path=path,
        )


def _finished(item: QueueItem, path: str, size: int) -> DownloadFinished:
    return DownloadFinished(id=item.id, key=item.key, episode=item.episode, path=path, size=size)
