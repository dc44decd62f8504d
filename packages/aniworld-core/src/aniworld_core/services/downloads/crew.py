"""Several workers on one queue, and the pulse that keeps their leases."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from aniworld_core.clock import Clock
from aniworld_core.entities import LIVE
from aniworld_core.events import Emit
from aniworld_core.ports import QueueStore
from aniworld_core.services.downloads.job import Job
from aniworld_core.services.downloads.results import WorkResult
from aniworld_core.services.downloads.worker import Result, Worker

__all__ = ["Crew"]

_LEASE = timedelta(minutes=2)
"""How long an item stays with a worker that gives no sign of life."""

_PULSE = 1.0
"""Seconds between two signs of life; also how soon a removed item is noticed."""

_NAP = 0.5
"""Seconds, at most, until an idle worker looks at the queue again."""


class Crew:
    """Threads that claim items and work on them until nothing is left to do soon."""

    def __init__(
        self,
        *,
        name: str,
        queue: QueueStore,
        worker: Worker,
        size: int,
        patience: timedelta,
        emit: Emit,
        clock: Clock,
    ) -> None:
        self._name = name
        self._queue = queue
        self._worker = worker
        self._size = size
        self._patience = patience
        self._emit = emit
        self._clock = clock
        self._jobs: set[Job] = set()
        self._guard = threading.Condition()
        self._results: Counter[Result] = Counter()
        self._broken = threading.Event()
        self._beaten = clock()

    def work(self, stop: threading.Event, drain: threading.Event) -> WorkResult:
        """Run the workers to their end; the first error of one stops all and is raised.

        After ``stop`` their jobs are cancelled, after ``drain`` only no further one begins.
        """
        over = threading.Event()

        def stopping() -> bool:
            return stop.is_set() or self._broken.is_set()

        with ThreadPoolExecutor(self._size + 1, thread_name_prefix="download") as threads:
            pulse = threads.submit(self._keep_leases, over)
            workers = [threads.submit(self._loop, stopping, drain) for _ in range(self._size)]
            try:
                for worker in workers:
                    worker.result()
            except BaseException:  # an interrupt included: the threads end only when they are told
                self._broken.set()
                raise
            finally:
                over.set()
            pulse.result()
        return self._result()

    def _result(self) -> WorkResult:
        counts = self._queue.counts()
        return WorkResult(
            finished=self._results[Result.FINISHED],
            failed=self._results[Result.FAILED],
            waiting=sum(counts.get(state, 0) for state in LIVE),
            paused=self._queue.paused(),
        )

    def _loop(self, stopping: Callable[[], bool], drain: threading.Event) -> None:
        try:
            while not stopping() and not drain.is_set():
                job = self._claim(stopping)
                if job is not None:
                    self._run(job)
                elif self._nothing_soon():
                    return
                else:
                    self._nap()
        except BaseException:
            self._broken.set()  # the others must not go on with a full disk or a broken store
            raise

    def _claim(self, stopping: Callable[[], bool]) -> Job | None:
        with self._guard:  # so that a claimed item is seen as running by the other workers
            if self._clock() - self._beaten > _LEASE / 2:
                self._beat()  # the machine slept: our own items are not to be taken for lost ones
            self._queue.reap(self._clock())
            item = self._queue.claim(self._name, _LEASE, self._clock())
            if item is None:
                return None
            job = Job(item, stopping, self._emit)
            self._jobs.add(job)
            return job

    def _run(self, job: Job) -> None:
        try:
            result = self._worker.run(job)
            with self._guard:
                self._results[result] += 1
        finally:
            with self._guard:
                self._jobs.discard(job)
                self._guard.notify_all()

    def _nap(self) -> None:
        with self._guard:
            self._guard.wait(_NAP)

    def _nothing_soon(self) -> bool:
        with self._guard:
            if self._jobs:  # what runs may come back into the queue
                return False
        due: datetime | None = None if self._queue.paused() else self._queue.next_due()
        return due is None or due > self._clock() + self._patience

    def _keep_leases(self, over: threading.Event) -> None:
        try:
            while not over.wait(_PULSE):
                with self._guard:
                    self._beat()
        except BaseException:
            self._broken.set()  # without leases, nobody may go on
            raise

    def _beat(self) -> None:
        for job in self._jobs:
            item = job.item
            kept = self._queue.heartbeat(
                item.id, item.claim, _LEASE, self._clock(), job.received, job.total
            )
            if not kept:
                job.lose()
        self._beaten = self._clock()
