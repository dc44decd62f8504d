"""Works the queue off with several workers, safely against crashes and stops."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from aniworld_core.clock import utc_now
from aniworld_core.config import Config
from aniworld_core.entities import Condition, QueueState
from aniworld_core.events import Emit
from aniworld_core.plugins import GuardedProvider
from aniworld_core.ports import Downloader, Resolver, Store
from aniworld_core.services.downloads.alive import WorkerLock, bury, is_dead
from aniworld_core.services.downloads.crew import Crew
from aniworld_core.services.downloads.fetching import Fetching
from aniworld_core.services.downloads.ledger import Ledger
from aniworld_core.services.downloads.placing import check_writable, leftovers, sweep
from aniworld_core.services.downloads.results import WorkResult
from aniworld_core.services.downloads.shelf import Shelf, Template
from aniworld_core.services.downloads.trying import Trying
from aniworld_core.services.downloads.worker import Worker

__all__ = ["Downloads"]

_RUNNING = 1_000_000
"""More items than can run at once."""

_log = logging.getLogger(__name__)


class Downloads:
    """Turns queue items into verified files.

    ``check_root`` raises LibraryUnavailable when the library folder cannot be trusted; ``rest`` returns the
    condition of a provider that is to be left alone now, and None of any other.
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
        rest: Callable[[str], Condition | None],
        emit: Emit,
    ) -> None:
        self._config = config
        self._store = store
        self._check_root = check_root
        self._locks = config.data / "workers"
        shelf = Shelf(
            root=lambda: config.root,
            store=store,
            template=template,
            extensions=config.scanner.extensions,
            min_size=config.scanner.min_size,
            emit=emit,
        )
        fetching = Fetching(
            resolvers=resolvers, downloaders=downloaders, reserve=config.downloads.reserve
        )
        self._worker = Worker(
            config=config.downloads,
            series=store.series,
            providers=providers,
            trying=Trying(fetching=fetching, shelf=shelf),
            shelf=shelf,
            ledger=Ledger(store=store, emit=emit, clock=utc_now),
            rest=rest,
        )
        self._emit = emit

    def work(
        self, stop: threading.Event | None = None, drain: threading.Event | None = None
    ) -> WorkResult:
        """Work until nothing is due within ``downloads.patience``, the queue is paused, or told to end.

        ``stop`` cancels what runs and leaves it queued; ``drain`` lets it come to its own end and takes
        nothing new. Raises LibraryUnavailable before anything is tried, NoSpace when the disk gets full
        (the queue is kept), and StoreError.
        """
        self._check_root()
        check_writable(self._config.root)
        with WorkerLock(self._locks) as lock:
            self._take_over()
            crew = Crew(
                name=lock.name,
                queue=self._store.queue,
                worker=self._worker,
                size=self._config.downloads.workers,
                patience=timedelta(seconds=self._config.downloads.patience),
                emit=self._emit,
                clock=utc_now,
            )
            return crew.work(stop or threading.Event(), drain or threading.Event())

    def _take_over(self) -> None:
        """Queue again what dead processes of this host were working on, and sweep up after them."""
        queue = self._store.queue
        running = queue.page((QueueState.RUNNING,), limit=_RUNNING)
        for worker in {item.worker for item in running if item.worker}:
            if is_dead(self._locks, worker):
                count = queue.release(worker)
                _log.info("queued %d items of the dead worker %s again", count, worker)
                bury(self._locks, worker)
        # What lies there was listed before its item is asked for: a claim that came later is another.
        for number, claim in leftovers(self._config.root):
            item = queue.get(number)
            if item is None or item.state is not QueueState.RUNNING or claim not in (0, item.claim):
                sweep(self._config.root, number, claim)
