"""Who works on the store, and what is asked of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from importlib.metadata import version

from attrs import evolve

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import QueueState, WorkerOrder, WorkerProcess, WorkerRole
from aniworld_core.errors import NotFound
from aniworld_core.ports import Store
from aniworld_core.services.workers.name import host_label, host_of
from aniworld_core.services.workers.presence import Obey, Presence
from aniworld_core.services.workers.results import WorkerView

__all__ = ["Workers"]

_KEPT = timedelta(days=1)
"""How long a process is shown that ended without a word."""

_RUNNING = 10_000
"""More items than run at once."""


class Workers:
    """The processes that work on one store; ``name`` is this one's.

    ``root`` returns the mark of the library folder that it can write, or None.
    """

    def __init__(
        self,
        *,
        name: str,
        label: str,
        store: Store,
        root: Callable[[], str | None],
        clock: Clock = utc_now,
    ) -> None:
        self.name = name
        self._host = host_label(label)
        self._store = store
        self._root = root
        self._clock = clock

    def all(self) -> Sequence[WorkerView]:
        """List the processes, in order of hosts and names; those long silent are forgotten."""
        now = self._clock()
        running = self._store.queue.page((QueueState.RUNNING,), limit=_RUNNING)
        leases = self._store.leases.held(now)
        processes, old = self._store.workers.all(), now - _KEPT
        if any(one.seen < old for one in processes):  # who only looks writes nothing
            self._store.workers.forget(old)
            processes = self._store.workers.all()
        return [
            WorkerView(
                process=process,
                alive=process.until > now,
                items=[item for item in running if item.worker == process.name],
                leads=[one.name for one in leases if one.holder == process.name],
            )
            for process in processes
            if process.until > now or not _is_followed(process, processes)
        ]

    def hosts(self, names: Collection[str]) -> Mapping[str, str]:
        """Return the hosts of processes by their names; none where fewer than two are alive: it is clear."""
        now = self._clock()
        if not names or sum(one.until > now for one in self._store.workers.all()) < 2:
            return {}
        return {name: host_of(name) for name in names}

    def ask(self, name: str, order: WorkerOrder) -> WorkerView:
        """Ask a process to drain or to stop, and return it; it hears of it within seconds.

        Raises NotFound for an unknown process, and for one that is not alive.
        """
        known = {view.process.name: view for view in self.all() if view.alive}
        if name not in known or not self._store.workers.ask(name, order):
            raise NotFound(
                f"No process {name} works on this store.", hint="See who does: aniw workers"
            )
        view = known[name]
        return evolve(view, process=evolve(view.process, asked=order))

    def present(
        self,
        role: WorkerRole,
        *,
        downloads: Callable[[], int],
        providers: Collection[str] = (),
        obey: Obey,
    ) -> Presence:
        """Let this process be seen while the context lasts; ``downloads`` tells how many it runs at most."""
        started = self._clock()

        def describe() -> WorkerProcess:
            now = self._clock()
            return WorkerProcess(
                name=self.name,
                host=self._host,
                role=role,
                downloads=downloads(),
                providers=tuple(providers),
                root=self._root(),
                version=version("aniworld-core"),
                started=started,
                seen=now,
                until=now,
            )

        return Presence(store=self._store.workers, describe=describe, obey=obey, clock=self._clock)


def _is_followed(silent: WorkerProcess, processes: Sequence[WorkerProcess]) -> bool:
    """Tell whether a process of the same host and kind began later: it was started in the other's place."""
    kind = (silent.host, silent.role)
    return any((one.host, one.role) == kind and one.started > silent.seen for one in processes)
