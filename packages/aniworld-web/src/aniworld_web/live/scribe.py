"""Writes down what happened, once for everybody, in a thread of its own."""

import itertools
import logging
import threading
import time
from collections.abc import Callable, Sequence

from attrs import frozen

from aniworld_core.clock import utc_now
from aniworld_core.entities import SeriesKey
from aniworld_core.errors import StoreError
from aniworld_core.events import Event
from aniworld_core.library import Library
from aniworld_web.live.encoding import encode, envelope
from aniworld_web.live.folders import Folders
from aniworld_web.live.inbox import Inbox
from aniworld_web.live.log import Entry
from aniworld_web.live.status import Status
from aniworld_web.live.telling import ROOMS, Told, newest, tell

__all__ = ["STEP", "News", "Scribe"]

STEP = 2048
"""Between two numbers: browsers count exactly up to 2**53, which is enough for this until the year 2109."""

_TICK = 0.1
"""Seconds, at least, between two pieces of news: what comes meanwhile is told together."""

_LOOK = 2.0
"""Seconds between two looks at the queue while somebody listens: other processes change it, too."""

_log = logging.getLogger(__name__)


@frozen
class News:
    """What happened in one tick, or that something up to the number ``lost`` could not be kept."""

    entries: Sequence[Entry]
    lost: int | None = None


class Scribe:
    """Turns events into entries and hands them on: the first at once, then at most ten times a second.

    The store is asked here, so neither the event loop nor whoever brings an event waits for it.
    ``deliver`` is called in this thread, ``listened`` tells whether anybody is there. Entries are numbered
    from ``start`` on, in steps of :data:`STEP`.
    """

    def __init__(
        self,
        *,
        library: Callable[[], Library],
        running: Callable[[], bool],
        deliver: Callable[[News], None],
        listened: Callable[[], bool],
        start: int,
    ) -> None:
        self._deliver = deliver
        self._listened = listened
        self._inbox = Inbox()
        self._folders = Folders(lambda: library().store.series)
        self._status = Status(library=library, running=running)
        self._numbers = itertools.count(start + STEP, STEP)
        self._look = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)
        self.tell = self._inbox.put

    def start(self) -> None:
        """Begin to write."""
        self.look()
        self._thread.start()

    def look(self) -> None:
        """Look at the queue's status soon, though no event tells that it changed."""
        if not self._look.is_set():
            self._look.set()
            self._inbox.put(None)

    def close(self) -> None:
        """Stop; returns when the store is no longer used, or after a moment."""
        self._stop.set()
        self._inbox.put(None)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        looked = time.monotonic()
        while not self._stop.is_set():
            events, dropped = self._inbox.take(_LOOK)
            now = time.monotonic()
            if self._listened() and now - looked >= _LOOK:
                self._look.set()
            if self._look.is_set():
                looked = now
            self._turn(events, dropped=dropped)

    def _turn(self, events: Sequence[Event], *, dropped: bool) -> None:
        try:
            told = [*newest(self._tell_all(events)), *self._tell_status(events)]
            entries = [self._entry(one) for one in told]
        except Exception:  # noqa: BLE001 - whatever is wrong with these events, later ones are told
            _log.exception("what happened could not be told")
            entries, dropped = [], True
        if dropped:
            entries = []
            self._status.forget()
            self.look()
        if entries or dropped:
            self._deliver(News(entries, lost=next(self._numbers) if dropped else None))
            self._stop.wait(_TICK)

    def _tell_all(self, events: Sequence[Event]) -> Sequence[Told]:
        found = []
        for event in events:
            self._folders.note(event)
            told = tell(event, self._folder)
            if told is not None:
                found.append(told)
        return found

    def _tell_status(self, events: Sequence[Event]) -> Sequence[Told]:
        looking = self._look.is_set()
        self._look.clear()
        try:
            return self._status.tell(events, looking=looking)
        except StoreError as error:
            _log.warning("the queue's status could not be read: %s", error.message)
            return ()

    def _folder(self, key: SeriesKey) -> str | None:
        try:
            return self._folders.of(key)
        except StoreError as error:
            _log.warning("the folder of %s could not be read: %s", key, error.message)
            return None

    def _entry(self, told: Told) -> Entry:
        seq = next(self._numbers)
        if told.data is None:
            return Entry(seq=seq, type="", rooms=0, text="", data=b"", slot=told.slot, ends=True)
        data = encode(told.data)
        return Entry(
            seq=seq,
            type=told.name,
            rooms=ROOMS[told.name],
            text=envelope(told.name, seq, utc_now(), data),
            data=b""
            if told.ends or told.slot is None
            else data,  # only what goes on is asked for again
            slot=told.slot,
            ends=told.ends,
        )
