"""The calls on leases, paces and working processes that the store's machine makes."""

from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from aniworld_core.entities import Allowance, WorkerOrder, WorkerProcess
from aniworld_core.testing import strategies as draw
from aniworld_core.testing.store_contract.twins import Twins

__all__ = ["SharingRules"]

_SPANS = st.sampled_from((timedelta(seconds=1), timedelta(days=1)))


class SharingRules(Twins):
    """Calls on what several processes share."""

    @rule(
        name=draw.places(),
        holder=draw.places(),
        lease=_SPANS,
        now=draw.days(),
        places=st.integers(1, 2),
    )
    def take_lease(
        self, name: str, holder: str, lease: timedelta, now: datetime, places: int
    ) -> None:
        """Take a place or keep it; the clock may go backwards."""
        self.both(lambda store: store.leases.take(name, holder, lease, now, places))

    @rule(name=draw.places(), holder=draw.places(), now=draw.days())
    def drop_lease(self, name: str, holder: str, now: datetime) -> None:
        """Give a place back that may be over."""
        self.both(lambda store: store.leases.drop(name, holder, now))

    @rule(holder=draw.places())
    def release_leases(self, holder: str) -> None:
        """Give back all of a holder."""
        self.both(lambda store: store.leases.release(holder))

    @rule(name=draw.places(), allowance=draw.allowances(), now=draw.days())
    def spend(self, name: str, allowance: Allowance, now: datetime) -> None:
        """Spend by changing rules."""
        self.both(lambda store: store.paces.spend(name, allowance, now))

    @rule(worker=draw.worker_processes(), lease=_SPANS, now=draw.days())
    def beat(self, worker: WorkerProcess, lease: timedelta, now: datetime) -> None:
        """Give a sign of life."""
        self.both(lambda store: store.workers.beat(worker, lease, now))

    @rule(name=draw.places(), order=st.sampled_from(WorkerOrder))
    def ask(self, name: str, order: WorkerOrder) -> None:
        """Ask something of a process that may not be there."""
        self.both(lambda store: store.workers.ask(name, order))

    @rule(name=draw.places())
    def leave(self, name: str) -> None:
        """Let a process end."""
        self.both(lambda store: store.workers.leave(name))

    @rule(before=draw.days())
    def forget(self, before: datetime) -> None:
        """Forget who is gone."""
        self.both(lambda store: store.workers.forget(before))

    @rule(mark=draw.places(), instead_of=st.none() | draw.places())
    def adopt_root(self, mark: str, instead_of: str | None) -> None:
        """Keep the mark of a library folder."""
        self.both(lambda store: store.files.adopt_root(mark, instead_of=instead_of))
