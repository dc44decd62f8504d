"""Writes down how a job went: in the queue, in the history, and to the sinks, in this order."""

from datetime import datetime, timedelta

from aniworld_core.clock import Clock
from aniworld_core.entities import (
    HistoryEntry,
    HistoryKind,
    Language,
    Link,
    Outcome,
    QueueItem,
    QueueState,
)
from aniworld_core.errors import AniworldError
from aniworld_core.events import (
    DownloadFailed,
    DownloadFinished,
    DownloadStarted,
    DownloadWaiting,
    Emit,
    LinkFailed,
)
from aniworld_core.ports import Store

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
        self._note(
            item, HistoryKind.TRIED, error.message, hoster=link.hoster, language=link.language
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

    def downloaded(self, item: QueueItem, path: str, size: int, link: Link) -> bool:
        """Note that a verified file is in its place; False when the item is no longer the worker's."""
        if not self._done(item, size):
            return False
        kind = HistoryKind.DOWNLOADED
        self._note(item, kind, hoster=link.hoster, language=link.language, path=path)
        self._emit(_finished(item, path, size))
        return True

    def adopted(self, item: QueueItem, path: str, size: int) -> bool:
        """Note that the file was there already; False when the item is no longer the worker's."""
        if not self._done(item, size):
            return False
        self._note(item, HistoryKind.ADOPTED, "The file was there already.", path=path)
        self._emit(_finished(item, path, size))
        return True

    def failed(self, item: QueueItem, reason: str) -> bool:
        """Note that only a person can get the item on; False when it is no longer the worker's."""
        outcome = Outcome(state=QueueState.FAILED, reason=reason)
        if not self._store.queue.finish(item.id, item.claim, outcome, self._clock()):
            return False
        self._note(item, HistoryKind.FAILED, reason)
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
            self._note(item, HistoryKind.WAITING, reason)
        self._emit(
            DownloadWaiting(
                id=item.id, key=item.key, episode=item.episode, reason=reason, next_try=at
            )
        )

    def put_back(self, item: QueueItem) -> None:
        """Queue the item as before: its job was stopped on purpose."""
        self._store.queue.requeue(
            item.id, item.claim, self._clock(), counted=False, reason=item.reason
        )

    def _done(self, item: QueueItem, size: int) -> bool:
        outcome = Outcome(state=QueueState.DONE, size=size)
        return self._store.queue.finish(item.id, item.claim, outcome, self._clock())

    def _note(
        self,
        item: QueueItem,
        kind: HistoryKind,
        text: str = "",
        *,
        hoster: str = "",
        language: Language | None = None,
        path: str = "",
    ) -> None:
        entry = HistoryEntry(
            key=item.key,
            episode=item.episode,
            at=self._clock(),
            kind=kind,
            text=text,
            hoster=hoster,
            language=language,
            path=path,
        )
        self._store.history.append(entry)


def _finished(item: QueueItem, path: str, size: int) -> DownloadFinished:
    return DownloadFinished(id=item.id, key=item.key, episode=item.episode, path=path, size=size)
