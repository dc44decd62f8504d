"""Works the queue off with several workers, safely against crashes and stops."""

import logging
import shutil
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from aniworld_core.clock import Clock, utc_now
from aniworld_core.config import Config
from aniworld_core.entities import QueueState
from aniworld_core.events import Emit
from aniworld_core.plugins import GuardedProvider
from aniworld_core.ports import Downloader, Resolver, Store
from aniworld_core.services.downloads.alive import WorkerLock, is_dead
from aniworld_core.services.downloads.crew import Crew
from aniworld_core.services.downloads.fetching import Fetching
from aniworld_core.services.downloads.ledger import Ledger
from aniworld_core.services.downloads.placing import workspace
from aniworld_core.services.downloads.resting import Resting
from aniworld_core.services.downloads.results import WorkResult
from aniworld_core.services.downloads.shelf import Shelf, Template
from aniworld_core.services.downloads.worker import Worker

__all__ = ["Downloads"]

_log = logging.getLogger(__name__)


class Downloads:
    """Turns queue items into verified files.

    ``check_root`` raises LibraryUnavailable when the library folder cannot be trusted.
    """

    def __init__(
        self,
        *,
        config: Config,
        store: Store,
        providers: Callable[[], Mapping[str, GuardedProvider]],
        resolvers: Callable[[], Sequence[Resolver]],
        downloaders: Callable[[], Sequence[Downloader]],
        template: Template,
        check_root: Callable[[], None],
        emit: Emit,
        clock: Clock = utc_now,
    ) -> None:
        self._config = config
        self._store = store
        self._check_root = check_root
        self._clock = clock
        self._locks = config.data / "workers"
        self._worker = Worker(
            config=config.downloads,
            series=store.series,
            providers=providers,
            fetching=Fetching(
                resolvers=resolvers,
                downloaders=downloaders,
                reserve=config.downloads.reserve,
            ),
            shelf=Shelf(
                root=lambda: config.root,
                store=store,
                template=template,
                extensions=config.scanner.extensions,
            ),
            ledger=Ledger(store=store, emit=emit, clock=clock),
            resting=Resting(clock),
        )
        self._emit = emit

    def work(self, stop: threading.Event | None = None) -> WorkResult:
        """Work until nothing is due within ``downloads.patience``, the queue is paused or ``stop`` is set.

        A stop cancels what runs and leaves it queued. Raises LibraryUnavailable before anything is
        tried, NoSpace when the disk gets full (the queue is kept), and StoreError.
        """
        self._check_root()
        with WorkerLock(self._locks) as lock:
            self._take_over()
            crew = Crew(
                name=lock.name,
                queue=self._store.queue,
                worker=self._worker,
                size=self._config.downloads.workers,
                patience=timedelta(seconds=self._config.downloads.patience),
                emit=self._emit,
                clock=self._clock,
            )
            return crew.work(stop or threading.Event())

    def _take_over(self) -> None:
        """Queue again what dead processes of this host were working on, and sweep up after them."""
        running = self._store.queue.page((QueueState.RUNNING,), limit=1000)
        dead = {
            item.worker for item in running if item.worker and is_dead(self._locks, item.worker)
        }
        for worker in dead:
            count = self._store.queue.release(worker)
            _log.info("queued %d items of the dead worker %s again", count, worker)
        alive = {str(item.id) for item in running if item.worker not in dead}
        for directory in _directories(workspace(self._config.root)):
            if directory.name not in alive:
                shutil.rmtree(directory, ignore_errors=True)


def _directories(directory: Path) -> Sequence[Path]:
    return [path for path in directory.iterdir() if path.is_dir()] if directory.is_dir() else []
