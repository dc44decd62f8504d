"""Work that takes longer than a request: it runs in the background and is asked about later."""

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from attrs import evolve, frozen

from aniworld_core.clock import Clock, utc_now
from aniworld_core.errors import AniworldError, Cancelled, NotFound, NotPossible

__all__ = ["Job", "JobState", "Jobs", "Progress", "Run"]

Progress = Callable[[int, int], None]
"""Tells how much is done, and of how much; raises Cancelled when the job is to stop."""

Run = Callable[[Progress], object]
"""The work of a job; what it returns is the job's result."""

_log = logging.getLogger(__name__)


class JobState(StrEnum):
    """Where a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@frozen(kw_only=True)
class Job:
    """One piece of work as it stood when it was asked for; ``total`` is None until it is known.

    ``order`` is whatever tells it from others of its kind.
    """

    id: str
    kind: str
    order: object = None
    state: JobState = JobState.RUNNING
    done: int = 0
    total: int | None = None
    result: object = None
    error: AniworldError | None = None
    started: datetime
    finished: datetime | None = None


class Jobs:
    """Runs jobs, at most one of a kind at a time, and remembers the last ones."""

    def __init__(self, *, keep: int = 50, clock: Clock = utc_now) -> None:
        self._keep = keep
        self._clock = clock
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._running: dict[str, str] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._closing = threading.Event()

    def start(self, kind: str, run: Run, *, order: object = None) -> Job:
        """Begin a job and return it, or the one of its kind that runs already.

        Raises NotPossible while the application ends.
        """
        with self._lock:
            if self._closing.is_set():
                raise NotPossible("The program is about to end.", hint="Start it again.")
            if kind in self._running:
                return self._jobs[self._running[kind]]
            job = Job(id=secrets.token_hex(8), kind=kind, order=order, started=self._clock())
            thread = threading.Thread(target=self._run, args=(job, run), name=f"job {kind}")
            thread.start()  # first, because a system without threads left refuses
            self._jobs[job.id] = job
            self._running[kind] = job.id
            self._threads[job.id] = thread
            self._forget()
        return job

    def get(self, id: str) -> Job:
        """Return a job; raises NotFound for one that is unknown or long over."""
        job = self._jobs.get(id)
        if job is None:
            raise NotFound(f"There is no job {id}.", hint="Only the last ones are remembered.")
        return job

    def all(self) -> list[Job]:
        """List the jobs, the newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def join(self, id: str, timeout: float | None = None) -> None:
        """Return when a job has ended, or after so many seconds; one that is unknown has ended."""
        thread = self._threads.get(id)
        if thread is not None:
            thread.join(timeout)

    def close(self) -> None:
        """Stop the jobs that listen, and return when all have ended."""
        with self._lock:
            self._closing.set()
            threads = list(self._threads.values())
        for thread in threads:
            thread.join()

    def _run(self, job: Job, run: Run) -> None:
        def report(done: int, total: int) -> None:
            if self._closing.is_set():
                raise Cancelled("The program ended.")
            self._progress(job.kind, done, total)

        result: object = None
        error: AniworldError | None = None
        state = JobState.DONE
        try:
            result = run(report)
        except Cancelled as stopped:
            state, error = JobState.CANCELLED, stopped
        except AniworldError as failure:
            _log.warning("the job %s failed: %s", job.kind, failure.message)
            state, error = JobState.FAILED, failure
        except Exception:  # noqa: BLE001 - a fault of one job is told where it is asked about
            _log.exception("the job %s failed", job.kind)
            state = JobState.FAILED
            error = AniworldError("Something is wrong in the program itself; its log tells what.")
        with self._lock:
            self._jobs[job.id] = evolve(
                self._jobs[job.id], state=state, result=result, error=error, finished=self._clock()
            )
            del self._running[job.kind], self._threads[job.id]

    def _progress(self, kind: str, done: int, total: int) -> None:
        with self._lock:
            id = self._running.get(kind)
            if id is not None:
                self._jobs[id] = evolve(self._jobs[id], done=done, total=total)

    def _forget(self) -> None:
        """Forget the oldest jobs that are over."""
        over = [id for id in self._jobs if id not in self._threads]
        for id in over[: max(len(self._jobs) - self._keep, 0)]:
            del self._jobs[id]
