"""Works the queue off with several workers, safely against crashes and stops."""

import logging
import threading
from collections.abc import Collection
from contextlib import ExitStack

from aniworld_core.clock import utc_now
from aniworld_core.config import Config
from aniworld_core.entities import QueueState
from aniworld_core.events import Emit
from aniworld_core.plugins import Plugins
from aniworld_core.ports import Relay, Store
from aniworld_core.services.downloads.alive import WorkerLock, bury, is_dead
from aniworld_core.services.downloads.aside import Aside
from aniworld_core.services.downloads.catching import Catching
from aniworld_core.services.downloads.claimant import Claimant
from aniworld_core.services.downloads.crew import Crew
from aniworld_core.services.downloads.fetching import Fetching
from aniworld_core.services.downloads.ground import Ground
from aniworld_core.services.downloads.holding import Holding
from aniworld_core.services.downloads.hoster_places import HosterPlaces
from aniworld_core.services.downloads.ledger import Ledger
from aniworld_core.services.downloads.rests import Rests
from aniworld_core.services.downloads.results import WorkResult
from aniworld_core.services.downloads.rounds import Rounds
from aniworld_core.services.downloads.shelf import Shelf, Template
from aniworld_core.services.downloads.trying import Trying
from aniworld_core.services.downloads.turns import Turns
from aniworld_core.services.downloads.worker import Worker
from aniworld_core.services.downloads.workspaces import leftovers, sweep, weight

__all__ = ["Downloads"]

_RUNNING = 1_000_000
"""More items than can run at once."""

_NEAR = 16 * 1024**2
"""Bytes to spare up to which a disk counts as nearly full."""

_log = logging.getLogger(__name__)


class Downloads:
    """Turns queue items into verified files; ``name`` is what this process is called by others.

    ``ground`` is the library folder, as long as it can be trusted; ``rests`` and ``holds`` tell who is to be
    left alone, and when nothing is begun. Over the ``relay`` other processes wake idle workers.
    """

    def __init__(  # noqa: PLR0913 - what downloads stand on, each named
        self,
        *,
        name: str,
        config: Config,
        store: Store,
        plugins: Plugins,
        template: Template,
        ground: Ground,
        rests: Rests,
        holds: Holding,
        relay: Relay,
        emit: Emit,
    ) -> None:
        self._name = name
        self._config = config
        self._store = store
        self._ground = ground
        self._locks = config.data / "workers"
        shelf = _shelf(config, store, template, emit)
        limits = config.downloads
        # Of a hoster that failed last, one download at a time finds out whether it works again.
        self._places = HosterPlaces(leases=store.leases, clock=utc_now)
        turns = Turns(
            lambda hoster: 1 if rests.shaky(hoster) else limits.per_hoster, share=self._places
        )
        self._holds = holds
        self._relay = relay
        self._aside = _aside(store, turns, rests, self._places)
        ledger = Ledger(store=store, emit=emit, clock=utc_now)
        self._worker = Worker(
            config=config.downloads,
            series=store.series,
            providers=lambda: plugins.providers,
            trying=Trying(
                fetching=_fetching(config, plugins, turns, rests),
                shelf=shelf,
                holds=ledger.holds,
                catch=_catching(config, ledger),
                check_disk=ground.check,
            ),
            shelf=shelf,
            ledger=ledger,
            rests=rests,
            rounds=Rounds(clock=utc_now),
            ground=ground,
        )
        self._emit = emit

    def work(
        self,
        stop: threading.Event | None = None,
        drain: threading.Event | None = None,
        providers: Collection[str] = (),
    ) -> WorkResult:
        """Work until nothing is due within ``downloads.patience``, the queue is paused, or told to end.

        A hold (see ``holds``) is waited for as long, with nothing begun meanwhile. ``stop`` cancels what runs
        and leaves it queued, as a pause of the queue does; ``drain`` lets it come to its own end and takes
        nothing new. Items of series of other ``providers`` are left alone; empty = none are. Raises
        LibraryUnavailable before anything is tried, and StoreError.
        """
        self._ground.enter()
        with WorkerLock(self._locks, self._name), ExitStack() as stack:
            self._take_over()
            crew = Crew(
                who=Claimant(name=self._name, providers=providers),
                queue=self._store.queue,
                worker=self._worker,
                config=self._config.downloads,
                holds=self._holds,
                aside=self._aside,
                give_way=self._give_way,
                emit=self._emit,
                clock=utc_now,
            )
            stack.callback(self._relay.subscribe(crew.hear))
            stack.enter_context(self._places.keeping())
            return crew.work(stop or threading.Event(), drain or threading.Event())

    def _give_way(self) -> None:
        """Give up the smallest beginning, unless it is the only one: else none might ever come to its end."""
        root, room = self._config.root, self._holds.room()
        if room is None or room >= max(self._config.downloads.kept_free, _NEAR):
            return  # another disk is full
        begun: list[tuple[int, int, int]] = []
        for number, claim in leftovers(root):
            item, size = self._store.queue.get(number), weight(root, number)
            if size and item is not None and item.state is not QueueState.RUNNING:
                begun.append((size, number, claim))
        if len(begun) > 1:
            size, number, claim = min(begun)
            _log.info("gave up %d bytes of the item %d: the disk is full", size, number)
            sweep(root, number, claim)

    def _take_over(self) -> None:
        """Queue again what dead processes of this host were working on, and sweep up after them.

        So is what this one could not give back when it last worked, because the store did not answer.
        """
        queue = self._store.queue
        running = queue.page((QueueState.RUNNING,), limit=_RUNNING)
        for worker in {item.worker for item in running if item.worker}:
            if worker == self._name:
                queue.release(worker)
            elif is_dead(self._locks, self._name, worker):
                count = queue.release(worker)
                self._store.leases.release(worker)
                _log.info("queued %d items of the dead worker %s again", count, worker)
                bury(self._locks, worker)
        # What lies there was listed before its item is asked for: a claim that came later is another.
        for number, claim in leftovers(self._config.root):
            item = queue.get(number)
            if item is None or item.state in (QueueState.DONE, QueueState.FAILED):
                sweep(self._config.root, number, claim)


def _aside(store: Store, turns: Turns, rests: Rests, places: HosterPlaces) -> Aside:
    return Aside(
        series=store.series,
        busy=turns.busy,
        rests=lambda hoster: rests.rest_hoster(hoster) is not None,
        shared=places.shared,
    )


def _shelf(config: Config, store: Store, template: Template, emit: Emit) -> Shelf:
    return Shelf(
        root=lambda: config.root,
        store=store,
        template=template,
        extensions=config.scanner.extensions,
        min_size=config.scanner.min_size,
        emit=emit,
    )


def _fetching(config: Config, plugins: Plugins, turns: Turns, rests: Rests) -> Fetching:
    return Fetching(
        resolvers=lambda: plugins.resolvers,
        downloaders=lambda: plugins.downloaders,
        reserve=config.downloads.kept_free,
        turns=turns,
        rests=rests,
    )


def _catching(config: Config, ledger: Ledger) -> Catching:
    return Catching(
        root=lambda: config.root,
        days=config.downloads.quarantine_days,
        size=config.downloads.quarantine_size,
        tell=ledger.caught,
        clock=utc_now,
    )
