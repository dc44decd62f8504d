"""Works the queue off in a thread of its own, for as long as a process runs."""

import logging
import threading
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from attrs import field, frozen

from aniworld_core.clock import Clock, utc_now
from aniworld_core.errors import AniworldError
from aniworld_core.events import Event, QueueChanged, QueueResumed
from aniworld_core.library import Library

__all__ = ["Runner", "RunnerState", "Trouble"]

_LOOK = 30.0
"""Seconds, at most, between two looks at the queue: without a relay, other processes tell nothing."""

_AGAIN = 5.0
"""Seconds until the work is tried again after an error; doubled for each further one."""

_LONGEST = 60.0
"""Seconds, at most, between two tries while the store or the library folder is away."""

_LONGEST_FAULT = 900.0
"""Seconds, at most, between two tries after faults of the program itself."""

_MOST = 30
"""Doublings after which the wait is the longest, however short it was."""

_log = logging.getLogger(__name__)


@frozen(kw_only=True)
class Trouble:
    """Why nothing is worked on though it should be; it is tried again at ``next_try``."""

    error: AniworldError
    next_try: datetime


@frozen(kw_only=True)
class RunnerState:
    """What the runner does: ``running`` when it is started, ``stopping`` while what it began last ends."""

    running: bool
    stopping: bool
    trouble: Trouble | None


@frozen(eq=False)
class _Shift:
    """The time from a start to the next stop; after ``last`` nothing is begun, ``stop`` cancels what runs."""

    thread: threading.Thread
    stop: threading.Event = field(factory=threading.Event)
    last: threading.Event = field(factory=threading.Event)

    @property
    def over(self) -> bool:
        return self.stop.is_set() or self.last.is_set()


class Runner:
    """Lets the library's downloads work whenever an item of the queue is due.

    ``library`` returns the library to work with; it is asked before each piece of work, so after
    :meth:`drain` the work goes on with another one. As a sink it looks at the queue when that changes or
    goes on. Other processes may work on the same queue: the store tells who has which item. Items of series
    of other ``providers`` are left to them; empty = none are.
    """

    def __init__(
        self,
        library: Callable[[], Library],
        *,
        providers: Collection[str] = (),
        every: float = _LOOK,
        again: float = _AGAIN,
        clock: Clock = utc_now,
    ) -> None:
        self._library = library
        self._providers = providers
        self._every = every
        self._again = again
        self._clock = clock
        self._switching = threading.Lock()
        self._shift: _Shift | None = None
        self._newest: _Shift | None = None
        self._drain = threading.Event()
        self._look = threading.Event()
        self._trouble: Trouble | None = None
        self._failures = 0

    def __call__(self, event: Event) -> None:
        """Look at the queue soon when it changed, but let nothing hasten what failed."""
        if isinstance(event, QueueChanged | QueueResumed) and self._trouble is None:
            self._look.set()

    @property
    def state(self) -> RunnerState:
        """What it does at the moment."""
        with self._switching:
            running = self._shift is not None
            alive = self._newest is not None and self._newest.thread.is_alive()
            trouble = self._trouble if running else None
        return RunnerState(running=running, stopping=alive and not running, trouble=trouble)

    def start(self) -> None:
        """Begin to work; when it does already, what failed is tried again at once."""
        with self._switching:
            if self._shift is None:
                before = self._newest
                thread = threading.Thread(target=lambda: self._run(shift, before), name="runner")
                shift = _Shift(thread)
                thread.start()  # first, because a system without threads left refuses
                self._shift = self._newest = shift
        self.look()

    def stop(self) -> None:
        """Cancel what runs, which stays queued, and begin nothing more; returns at once."""
        with self._switching:
            self._shift, shift = None, self._newest
        if shift is not None:
            shift.stop.set()
            self._look.set()

    def finish(self) -> None:
        """Let what runs come to its end and begin nothing more; returns at once."""
        with self._switching:
            shift, self._shift = self._shift, None
        if shift is not None:
            shift.last.set()
            self.drain()

    def look(self) -> None:
        """Look at the queue now."""
        self._look.set()

    def drain(self) -> None:
        """Let what runs come to its end, then go on with the library there is by then; returns at once."""
        self._drain.set()
        self._look.set()

    def join(self, timeout: float | None = None) -> bool:
        """Wait until nothing runs after a stop, so many seconds at most; tell whether that is so."""
        newest = self._newest
        if newest is not None:
            newest.thread.join(timeout)
        return newest is None or not newest.thread.is_alive()

    def close(self) -> None:
        """Stop, and return when nothing runs any more."""
        self.stop()
        self.join()

    def _run(self, shift: _Shift, before: _Shift | None) -> None:
        if before is not None:
            before.thread.join()
        self._trouble, self._failures = None, 0
        while not shift.over:
            self._look.clear()
            wait = self._turn(shift)
            if not shift.over:  # set before the flag was cleared, its call would be missed
                self._look.wait(wait)

    def _turn(self, shift: _Shift) -> float:
        """Work on what is due and return the seconds until the next look."""
        try:
            wait = self._work(shift)
        except AniworldError as error:
            return self._note(error, _LONGEST)
        except Exception:  # noqa: BLE001 - the thread lives on, whatever fault plugins or program have
            _log.exception("working on the queue failed")
            return self._note(_fault(), _LONGEST_FAULT)
        if self._trouble is not None:
            _log.info("the queue is worked off again")
        self._trouble, self._failures = None, 0
        return wait

    def _work(self, shift: _Shift) -> float:
        # A library that is exchanged is exchanged before the flag is set: whoever sets it later than
        # this line ends the work below, whoever did earlier is heard by the lines after.
        self._drain = drain = threading.Event()
        if shift.over:
            return 0.0
        library = self._library()
        queue = library.store.queue
        if queue.paused():
            return self._every
        queue.reap(self._clock())  # what a host had that is gone may be all there is to do
        due = queue.next_due(self._providers)
        if due is None or due > self._clock():
            return self._until(due)
        result = library.downloads.work(shift.stop, drain, self._providers)
        if drain.is_set():
            return 0.0
        if result.hold is not None:  # what is due has to wait: for a known end, or until it is over
            return self._until(result.hold.until)
        return self._until(queue.next_due(self._providers))

    def _until(self, due: datetime | None) -> float:
        if due is None:
            return self._every
        return min(max((due - self._clock()).total_seconds(), 0.0), self._every)

    def _note(self, error: AniworldError, longest: float) -> float:
        before = self._trouble
        if before is None or before.error.message != error.message:
            _log.warning("the queue waits: %s", error.message)
        wait = min(self._again * 2.0 ** min(self._failures, _MOST), longest)
        self._failures += 1
        self._trouble = Trouble(error=error, next_try=self._clock() + timedelta(seconds=wait))
        return wait


def _fault() -> AniworldError:
    return AniworldError(
        "Something is wrong in the program itself; its log tells what.",
        hint="It is tried again by itself. If that does not help, report it.",
    )
