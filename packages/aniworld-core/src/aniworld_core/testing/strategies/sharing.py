"""Strategies for what several processes share."""

from datetime import timedelta

from hypothesis import strategies as st

from aniworld_core.entities import Allowance, Lease, Spent, WorkerOrder, WorkerProcess, WorkerRole
from aniworld_core.testing.strategies.values import PROVIDERS, days, texts

__all__ = ["allowances", "leases", "places", "spent", "worker_processes"]


def places() -> st.SearchStrategy[str]:
    """Draw the name of a lease or a pace, or of who holds one: some begin like others."""
    return st.sampled_from(("ann", "ann/1", "ann/ü", "Ann", "an%/1"))


def leases() -> st.SearchStrategy[Lease]:
    """Draw a place that somebody has."""
    return st.builds(Lease, name=places(), holder=places(), until=days())


def allowances() -> st.SearchStrategy[Allowance]:
    """Draw how often something may be done, from seconds to days."""
    return st.builds(
        Allowance,
        every=st.sampled_from((timedelta(0), timedelta(seconds=0.5), timedelta(hours=13))),
        burst=st.integers(1, 3),
        per_hour=st.none() | st.integers(1, 3),
    )


def spent() -> st.SearchStrategy[Spent]:
    """Draw how often something was done."""
    minutes = st.dictionaries(st.integers(0, 10**8), st.integers(1, 9), max_size=3)
    return st.builds(Spent, due=days(), minutes=minutes.map(lambda one: tuple(sorted(one.items()))))


def worker_processes() -> st.SearchStrategy[WorkerProcess]:
    """Draw a process that works on the store."""
    return st.builds(
        WorkerProcess,
        name=places(),
        host=texts(),
        role=st.sampled_from(WorkerRole),
        downloads=st.integers(0, 16),
        providers=st.lists(st.sampled_from(PROVIDERS), max_size=2).map(tuple),
        root=st.none() | texts(),
        version=st.just("1.0"),
        started=days(),
        seen=days(),
        until=days(),
        asked=st.none() | st.sampled_from(WorkerOrder),
    )
