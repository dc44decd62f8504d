"""The children that are alive: a few stay warm between jobs, none outlives this process."""

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from aniworld_core.errors import Cancelled
from aniworld_downloaders_ytdlp.messages import Message
from aniworld_downloaders_ytdlp.worker import Worker

__all__ = ["Pool", "shared"]

_ENDING = "The program is ending."


class Pool:
    """Lends child processes.

    At most ``keep`` idle ones are kept, for ``patience`` seconds; each serves at most ``jobs`` jobs.
    """

    def __init__(self, *, keep: int = 2, jobs: int = 200, patience: float = 30.0) -> None:
        self._keep = keep
        self._jobs = jobs
        self._patience = patience
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._closed = False

    @contextmanager
    def job(self, request: Message) -> Iterator[Worker]:
        """Give a child a job and lend it for the block; when that raises, the child is killed."""
        worker = self._take()
        try:
            worker.begin(request)
            yield worker
        except BaseException as error:
            self._drop(worker)
            if self._closed:
                raise Cancelled(_ENDING) from error
            if not isinstance(error, Cancelled):
                self._start_spare()
            raise
        self._give_back(worker)

    def close(self) -> None:
        """Kill every child, also those with a job; the pool lends no more."""
        with self._lock:
            self._closed = True
            workers = [*self._idle, *self._busy]
            self._idle.clear()
            self._busy.clear()
        for worker in workers:
            worker.kill()

    def _start(self) -> Worker:
        return Worker(self._retire, patience=self._patience)

    def _take(self) -> Worker:
        with self._lock:
            if self._closed:
                raise Cancelled(_ENDING)
            worker = self._idle.pop() if self._idle else self._start()
            self._busy.add(worker)
            return worker

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            used_up = worker.jobs >= self._jobs
            if not used_up and not self._closed and len(self._idle) < self._keep:
                self._idle.append(worker)
                return
        worker.kill()
        if used_up:
            self._start_spare()

    def _drop(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
        worker.kill()

    def _retire(self, worker: Worker) -> None:
        with self._lock:
            if worker not in self._idle:
                return
            self._idle.remove(worker)
        worker.kill()

    def _start_spare(self) -> None:
        # Loading yt-dlp takes a child up to two seconds: let it be done before the next job comes.
        with self._lock:
            if not self._closed and not self._idle:
                self._idle.append(self._start())


@cache
def shared() -> Pool:
    """Return the one pool of this process, which is closed when the process ends."""
    pool = Pool()
    atexit.register(pool.close)
    return pool
