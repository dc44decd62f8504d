"""Works the queue off in a thread of its own, for as long as the application runs."""

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from attrs import frozen

from aniworld_core.clock import Clock, utc_now
from aniworld_core.errors import AniworldError
from aniworld_core.events import Event, QueueChanged, QueueResumed
from aniworld_core.library import Library

__all__ = ["Runner", "RunnerState", "Trouble"]

_LOOK = 30.0
"""Seconds, at most, between two looks at the queue: without a relay, other processes tell nothing."""

_AGAIN = 60.0
"""Seconds until the work is tried again after an error."""

_LONGEST = 900.0
"""Seconds, at most, between two tries after faults of the program itself."""

_log = logging.getLogger(__name__)


@frozen(kw_only=True)
class Trouble:
    """Why nothing is worked on though it should be; it is tried again at ``next_try``."""

    error: AniworldError
    next_try: datetime


@frozen(kw_only=True)
class RunnerState:
    """What the runner does: ``running`` when it is started, ``stopping`` while what it cancelled ends."""

    running: bool
    stopping: bool
    trouble: Trouble | None


@frozen(eq=False)
class _Shift:
    """The time from a start to the next stop."""

    stop: threading.Event
    thread: threading.Thread


class Runner:
    """Lets the library's downloads work whenever an item of the queue is due.

    ``library`` returns the library to work with; it is asked before each piece of work, so after
    :meth:`drain` the work goes on with another one. As a sink it looks at the queue when that changes or
    goes on. Other processes may work on the same queue: the store tells who has which item.
    """

    def __init__(
        self,
        library: Callable[[], Library],
        *,
        every: float = _LOOK,
        again: float = _AGAIN,
        clock: Clock = utc_now,
    ) -> None:
        self._library = library
        self._every = every
        self._again = again
        self._clock = clock
        self._switching = threading.Lock()
        self._shift: _Shift | None = None
        self._last: threading.Thread | None = None
        self._drain = threading.Event()
        self._look = threading.Event()
        self._trouble: Trouble | None = None
        self._faults = 0

    def __call__(self, event: Event) -> None:
        """Look at the queue soon when it changed, but let nothing hasten what failed."""
        if isinstance(event, QueueChanged | QueueResumed) and self._trouble is None:
            self._look.set()

    @property
    def state(self) -> RunnerState:
        """What it does at the moment."""
        with self._switching:
            running = self._shift is not None
            alive = self._last is not None and self._last.is_alive()
            trouble = self._trouble if running else None
        return RunnerState(running=running, stopping=alive and not running, trouble=trouble)

    def start(self) -> None:
        """Begin to work; when it does already, what failed is tried again at once."""
        with self._switching:
            if self._shift is None:
                stop, before = threading.Event(), self._last
                thread = threading.Thread(target=self._run, args=(stop, before), name="runner")
                thread.start()  # first, because a system without threads left refuses
                self._shift, self._last = _Shift(stop, thread), thread
        self.look()

    def stop(self) -> None:
        """Cancel what runs, which stays queued, and begin nothing more; returns at once."""
        with self._switching:
            shift, self._shift = self._shift, None
        if shift is not None:
            shift.stop.set()
            self._look.set()

    def look(self) -> None:
        """Look at the queue now."""
        self._look.set()

    def drain(self) -> None:
        """Let what runs come to its end, then go on with the library there is by then; returns at once."""
        self._drain.set()
        self._look.set()

    async def close(self) -> None:
        """Stop, and return when nothing runs any more."""
        self.stop()
        if self._last is not None:
            await asyncio.to_thread(self._last.join)

    def _run(self, stop: threading.Event, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()
        self._trouble, self._faults = None, 0
        while not stop.is_set():
            self._look.clear()
            wait = self._turn(stop)
            if not stop.is_set():  # set before the flag was cleared, its call would be missed
                self._look.wait(wait)

    def _turn(self, stop: threading.Event) -> float:
        """Work on what is due and return the seconds until the next look."""
        try:
            wait = self._work(stop)
        except AniworldError as error:
            return self._note(error, self._again)
        except Exception:  # noqa: BLE001 - the thread lives on, whatever fault plugins or program have
            _log.exception("working on the queue failed")
            self._faults += 1
            return self._note(_fault(), min(self._again * 2 ** (self._faults - 1), _LONGEST))
        self._trouble, self._faults = None, 0
        return wait

    def _work(self, stop: threading.Event) -> float:
        # A library that is exchanged is exchanged before the flag is set: whoever sets it later than
        # this line ends the work below, whoever did earlier is heard by the line after.
        self._drain = drain = threading.Event()
        library = self._library()
        queue = library.store.queue
        if queue.paused():
            return self._every
        due = queue.next_due()
        if due is None or due > self._clock():
            return self._until(due)
        result = library.downloads.work(stop, drain)
        if drain.is_set():
            return 0.0
        if result.hold is not None:  # what is due has to wait: for a known end, or until it is over
            return self._until(result.hold.until)
        return self._until(queue.next_due())

    def _until(self, due: datetime | None) -> float:
        if due is None:
            return self._every
        return min(max((due - self._clock()).total_seconds(), 0.0), self._every)

    def _note(self, error: AniworldError, wait: float) -> float:
        before = self._trouble
        if before is None or before.error.message != error.message:
            _log.warning("the queue waits: %s", error.message)
        self._trouble = Trouble(error=error, next_try=self._clock() + timedelta(seconds=wait))
        return wait


def _fault() -> AniworldError:
    return AniworldError(
        "Something is wrong in the program itself; its log tells what.",
        hint="It is tried again by itself. If that does not help, report it.",
    )
