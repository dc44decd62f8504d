"""Several workers on one queue, and the pulse that keeps their leases."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import datetime, timedelta

from aniworld_core.clock import Clock
from aniworld_core.config import DownloadsConfig
from aniworld_core.entities import HoldKind, QueueItem, QueueState
from aniworld_core.errors import NoSpace, StoreFull
from aniworld_core.events import Emit, Event, QueueChanged
from aniworld_core.ports import QueueStore
from aniworld_core.services.downloads.aside import Aside
from aniworld_core.services.downloads.bell import Bell
from aniworld_core.services.downloads.claimant import Claimant
from aniworld_core.services.downloads.holding import Holding
from aniworld_core.services.downloads.job import Job
from aniworld_core.services.downloads.results import WorkResult
from aniworld_core.services.downloads.speed import share
from aniworld_core.services.downloads.term import LEASE, passed
from aniworld_core.services.downloads.watch import Watch
from aniworld_core.services.downloads.worker import Result, Worker

__all__ = ["Crew"]

_PULSE = 1.0
"""Seconds between two signs of life."""

_LOOK = 0.5
"""Seconds between two looks at what is to stop: how soon a pause and a full disk are noticed."""

_AHEAD = 100
"""How far a worker looks ahead for an item whose hosters are not all busy."""

_NAP = 0.5
"""Seconds, at most, until an idle worker looks at the queue again."""


class Crew:
    """Threads that claim items and work on them until nothing is left to do soon.

    While something holds all downloads nothing is claimed. A store without room for a row is such a hold:
    what could not be written is written when there is room. ``give_way`` is called while the disk is full
    and nothing runs: what was begun may be what fills it. An idle worker looks at the queue now and then,
    and at once when a job ends here or something is queued elsewhere (:meth:`hear`).
    """

    def __init__(
        self,
        *,
        who: Claimant,
        queue: QueueStore,
        worker: Worker,
        config: DownloadsConfig,
        holds: Holding,
        aside: Aside,
        give_way: Callable[[], None],
        emit: Emit,
        clock: Clock,
    ) -> None:
        self._who = who
        self._queue = queue
        self._worker = worker
        self._config = config
        self._patience = timedelta(seconds=config.patience)
        self._holds = holds
        self._aside = aside
        self._give_way = give_way
        self._bell = Bell()
        self._emit = emit
        self._clock = clock
        self._jobs: set[Job] = set()
        self._guard = threading.Lock()  # never held while the store is asked, which may take long
        self._claiming = threading.Lock()
        self._unsaved: list[QueueItem] = []
        self._results: Counter[Result] = Counter()
        self._broken = threading.Event()
        self._beaten = clock()
        self._held_since: datetime | None = None

    def work(self, stop: threading.Event, drain: threading.Event) -> WorkResult:
        """Run the workers to their end; the first error of one stops all and is raised.

        After ``stop`` their jobs are cancelled, after ``drain`` only no further one begins.
        """
        over = threading.Event()
        watch = Watch(queue=self._queue, holds=self._holds, jobs=self._running)
        watch.look()

        def stopping() -> bool:
            return stop.is_set() or self._broken.is_set()

        with ThreadPoolExecutor(self._config.workers + 2, thread_name_prefix="download") as threads:
            signs = [
                threads.submit(self._regularly, _PULSE, self._beat, over),
                threads.submit(self._regularly, _LOOK, watch.look, over),
            ]
            workers = [
                threads.submit(self._loop, stopping, drain) for _ in range(self._config.workers)
            ]
            try:
                _join(workers)
            except BaseException:  # an interrupt included: the threads end only when they are told
                self._broken.set()
                raise
            finally:
                over.set()
            for sign in signs:
                sign.result()
        with suppress(StoreFull):  # then their leases end, and they are queued again
            self._save()
        return self._result()

    def hear(self, event: Event) -> None:
        """Let idle workers look at the queue if another process put something into it; a sink."""
        if isinstance(event, QueueChanged) and event.state is QueueState.QUEUED:
            self._bell.ring()

    def _result(self) -> WorkResult:
        hold = self._holds.watch()
        counts = self._queue.counts()
        waiting = counts.get(QueueState.QUEUED, 0)
        return WorkResult(
            finished=self._results[Result.FINISHED],
            failed=self._results[Result.FAILED],
            waiting=waiting,
            paused=self._queue.paused(),
            hold=hold if waiting else None,
        )

    def _loop(self, stopping: Callable[[], bool], drain: threading.Event) -> None:
        try:
            while not stopping() and not drain.is_set():
                rung = self._bell.rung
                job = self._claim(stopping)
                if job is not None:
                    self._run(job)
                elif self._nothing_soon():
                    return
                else:
                    self._bell.wait(rung, _NAP)
        except BaseException:
            self._broken.set()  # the others must not go on with a broken store
            raise

    def _claim(self, stopping: Callable[[], bool]) -> Job | None:
        with self._claiming:  # so that each sees what the others have claimed
            try:
                hold = self._holds.watch()
                if hold is not None:
                    if hold.kind is HoldKind.DISK and not self._running():
                        self._give_way()
                    return None
                self._save()
                return self._take(stopping)
            except StoreFull as error:
                self._holds.note(error)
                return None

    def _take(self, stopping: Callable[[], bool]) -> Job | None:
        if not self._holds.allows(running=len(self._running())):
            return None
        if self._clock() - self._beaten > LEASE / 2:
            self._beat()  # the machine slept: our own items are not to be taken for lost ones
        self._queue.reap(self._clock())
        skip = self._skipped()
        if len(skip) >= _AHEAD:
            return None
        asked = passed()
        who = self._who
        item = self._queue.claim(who.name, LEASE, self._clock(), skip, who.providers)
        if item is None:
            return None
        hoster = self._aside.hoster(item)
        job = Job(item, stopping, self._emit, rate=self._speed, hoster=hoster)
        job.term.renew(asked)
        with self._guard:
            self._jobs.add(job)
        return job

    def _skipped(self) -> Sequence[int]:
        """List the items at the front that would only wait for their hoster, and keep a worker busy."""
        jobs = self._running()
        if not jobs and not self._aside.shared():
            return ()
        front = self._queue.page((QueueState.QUEUED,), limit=_AHEAD)
        return self._aside.skipped(front, [job.hoster for job in jobs])

    def _run(self, job: Job) -> None:
        try:
            result = self._worker.run(job)
        except (NoSpace, StoreFull) as error:
            self._holds.note(error)
            result = Result.PUT_BACK
            if isinstance(error, StoreFull):
                self._unsaved.append(job.item)
        finally:
            with self._guard:
                self._jobs.discard(job)
            self._bell.ring()
        with self._guard:
            self._results[result] += 1
        if result is Result.FINISHED:
            self._holds.ease()

    def _save(self) -> None:
        """Queue again what a full store kept as running; a file that is in its place is found there."""
        while self._unsaved:
            item, now = self._unsaved[0], self._clock()
            self._queue.requeue(item.id, item.claim, now, counted=False, reason=item.reason)
            self._unsaved.remove(item)

    def _running(self) -> set[Job]:
        with self._guard:
            return set(self._jobs)

    def _speed(self) -> int | None:
        limits, running = self._config, sum(job.fetching for job in self._running())
        return share(limits.speed_limit, limits.item_speed_limit, running)

    def _nothing_soon(self) -> bool:
        with self._claiming:  # an item is not running yet while it is being claimed
            if self._running():  # what runs may come back into the queue
                return False
        now = self._clock()
        paused = self._queue.paused()
        due: datetime | None = None if paused else self._queue.next_due(self._who.providers)
        if due is None or due > now + self._patience:
            return True
        return self._held_for_long(now)

    def _held_for_long(self, now: datetime) -> bool:
        hold = self._holds.current()
        if hold is None:
            self._held_since = None
            return False
        self._held_since = self._held_since or now
        ends = hold.until or now
        return ends > now + self._patience or now - self._held_since >= self._patience

    def _regularly(self, every: float, call: Callable[[], None], over: threading.Event) -> None:
        try:
            while not over.wait(every):
                call()
        except BaseException:
            self._broken.set()  # without leases, nobody may go on
            raise

    def _beat(self) -> None:
        try:
            for job in self._running():
                self._extend(job)
        except StoreFull as error:
            self._holds.note(error)
        self._beaten = self._clock()

    def _extend(self, job: Job) -> None:
        item, asked = job.item, passed()
        kept = self._queue.heartbeat(
            item.id, item.claim, LEASE, self._clock(), job.received, job.total
        )
        if kept:
            job.term.renew(asked)
        else:
            job.lose()


def _join(workers: Sequence[Future[None]]) -> None:
    """Wait for the workers, and raise the first error of one.

    Not in one go: the system may hand Ctrl-C to any thread, and Python acts on it only when the main one
    wakes up.
    """
    while wait(workers, _LOOK).not_done:
        pass
    for worker in workers:
        worker.result()
