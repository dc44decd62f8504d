"""What holds for what several processes share in every store: leases, paces, and who is alive."""

from datetime import timedelta

from attrs import evolve

from aniworld_core.entities import (
    LONGEST_NAME,
    Allowance,
    Lease,
    WorkerOrder,
    WorkerProcess,
    WorkerRole,
)
from aniworld_core.ports import Store
from aniworld_core.testing.strategies import DAYS, PROVIDERS

__all__ = ["LeaseContract", "PaceContract", "SharingContract", "WorkerContract"]

_NOW = DAYS[0]
_MINUTE = timedelta(minutes=1)
_LONG = "ü" * LONGEST_NAME
_WORKER = WorkerProcess(
    name="ann",
    host="attic",
    role=WorkerRole.WORKER,
    downloads=2,
    providers=PROVIDERS,
    root="mark",
    version="1.0",
    started=_NOW,
    seen=_NOW,
    until=_NOW,
)


class LeaseContract:
    """Tests of :class:`aniworld_core.ports.LeaseStore`."""

    def test_a_name_has_so_many_places(self, store: Store) -> None:
        """Take both places, keep one for longer, and let the other one end."""
        take = store.leases.take
        assert take("site", "ann", _MINUTE, _NOW, places=2)
        assert take("site", "bob", _MINUTE, _NOW, places=2)
        assert not take("site", "cat", _MINUTE, _NOW, places=2)
        assert take("other", "cat", _MINUTE, _NOW)
        assert take("site", "ann", 3 * _MINUTE, _NOW, places=1)
        assert [one.holder for one in store.leases.held(_NOW, "site")] == ["ann", "bob"]
        assert take("site", "cat", _MINUTE, _NOW + _MINUTE, places=2)
        assert not take("site", "bob", _MINUTE, _NOW + _MINUTE, places=2)

    def test_a_place_comes_back_at_once(self, store: Store) -> None:
        """Drop a place, one that is over, and one that nobody has."""
        store.leases.take("site", "ann", _MINUTE, _NOW)
        assert not store.leases.drop("site", "bob", _NOW)
        assert store.leases.drop("site", "ann", _NOW)
        assert not store.leases.drop("site", "ann", _NOW)
        store.leases.take("site", "bob", _MINUTE, _NOW)
        assert not store.leases.drop("site", "bob", _NOW + _MINUTE)

    def test_a_process_leaves_nothing_behind(self, store: Store) -> None:
        """Release a holder with what is its own, but nobody whose name only begins alike."""
        for holder in ("ann", "ann/1", "ann/2", "anna", "a_n/3", "Ann/4"):
            store.leases.take(f"site {holder}", holder, _MINUTE, _NOW)
        assert store.leases.release("ann") == 3
        assert store.leases.release("a_n") == 1
        assert store.leases.release("Ann") == 1
        assert [one.holder for one in store.leases.held(_NOW)] == ["anna"]

    def test_the_longest_names_are_kept(self, store: Store) -> None:
        """Take a place of a long name for a long holder."""
        assert store.leases.take(_LONG, _LONG, _MINUTE, _NOW)
        assert list(store.leases.held(_NOW)) == [
            Lease(name=_LONG, holder=_LONG, until=_NOW + _MINUTE)
        ]


class PaceContract:
    """Tests of :class:`aniworld_core.ports.PaceStore`."""

    def test_the_rate_is_kept(self, store: Store) -> None:
        """Spend two at once, then one a minute."""
        rate = Allowance(every=_MINUTE, burst=2)
        assert [store.paces.spend(_LONG, rate, _NOW) for _ in range(3)] == [
            timedelta(0),
            timedelta(0),
            _MINUTE,
        ]
        assert store.paces.spend("other", rate, _NOW) == timedelta(0)
        assert store.paces.spend(_LONG, rate, _NOW + _MINUTE) == timedelta(0)
        assert store.paces.spend(_LONG, rate, _NOW + _MINUTE) == _MINUTE

    def test_the_hour_is_kept(self, store: Store) -> None:
        """Spend what an hour allows, and again when the first minute is out of it."""
        hourly = Allowance(every=timedelta(0), per_hour=2)
        for at in (_NOW, _NOW + 10 * _MINUTE):
            assert store.paces.spend("site", hourly, at) == timedelta(0)
        wait = store.paces.spend("site", hourly, _NOW + 11 * _MINUTE)
        assert 49 * _MINUTE <= wait <= 50 * _MINUTE
        assert store.paces.spend("site", hourly, _NOW + 11 * _MINUTE + wait) == timedelta(0)


class WorkerContract:
    """Tests of :class:`aniworld_core.ports.WorkerStore`."""

    def test_who_is_alive_is_told(self, store: Store) -> None:
        """Give signs of life, be asked for something, and leave."""
        other = evolve(_WORKER, name="bob", host="barn", providers=(), root=None)
        assert store.workers.beat(_WORKER, _MINUTE, _NOW) is None
        store.workers.beat(other, _MINUTE, _NOW)
        assert store.workers.ask("ann", WorkerOrder.DRAIN)
        assert store.workers.ask("ann", WorkerOrder.STOP)
        assert not store.workers.ask("cat", WorkerOrder.STOP)
        later = evolve(_WORKER, downloads=0)
        assert store.workers.beat(later, _MINUTE, _NOW + _MINUTE) is WorkerOrder.STOP
        then = _NOW + _MINUTE
        assert list(store.workers.all()) == [
            evolve(later, asked=WorkerOrder.STOP, seen=then, until=then + _MINUTE),
            evolve(other, seen=_NOW, until=_NOW + _MINUTE),
        ]
        assert store.workers.forget(_NOW + _MINUTE) == 1
        store.workers.leave("ann")
        store.workers.leave("ann")
        assert not store.workers.all()


class SharingContract(LeaseContract, PaceContract, WorkerContract):
    """Tests of all that processes share."""
