"""Limits of all processes together, and what becomes of them while the store does not answer."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from aniworld_core import hookimpl
from aniworld_core.config import Config
from aniworld_core.entities import LONGEST_NAME, Allowance, EpisodeId
from aniworld_core.errors import StoreError
from aniworld_core.library import Library
from aniworld_core.memory import MemoryStore
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import PaceStore, Spend
from aniworld_core.services.pacing import Pacing

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
NOTHING = timedelta(0)
TWICE = Allowance(every=NOTHING, per_hour=2)


class Wavering:
    """Paces of a store that is away while a test says so."""

    def __init__(self, paces: PaceStore) -> None:
        self._paces = paces
        self.away = False

    def spend(self, name: str, allowance: Allowance, now: datetime) -> timedelta:
        if self.away:
            raise StoreError("The database is gone.")
        return self._paces.spend(name, allowance, now)


@pytest.fixture
def store() -> Wavering:
    return Wavering(MemoryStore().paces)


def pacing(store: PaceStore) -> Pacing:
    return Pacing(paces=lambda: store, clock=lambda: NOW)


def test_processes_share_what_is_allowed(store: Wavering) -> None:
    first, second = pacing(store), pacing(store)
    assert [one.spend("site a", TWICE) == NOTHING for one in (first, second, first, second)] == [
        True,
        True,
        False,
        False,
    ]
    assert first.spend("site b", TWICE) == NOTHING


def test_a_store_that_is_away_is_felt_by_no_request_and_told_once(
    store: Wavering, caplog: pytest.LogCaptureFixture
) -> None:
    ours = pacing(store)
    assert ours.spend("site a", TWICE) == NOTHING
    store.away = True
    with caplog.at_level(logging.WARNING):
        left = [ours.spend("site a", TWICE) for _ in range(3)]
    assert left[0] == NOTHING, "what this process did before counts, and no more"
    assert min(left[1:]) > NOTHING
    assert [one.getMessage() for one in caplog.records] == [
        "requests are counted by this process alone: The database is gone."
    ]
    store.away = False
    assert ours.spend("site a", TWICE) == NOTHING


def test_a_clock_that_was_ahead_stops_nothing() -> None:
    paces, now = MemoryStore().paces, NOW + timedelta(days=365)
    ours = Pacing(paces=lambda: paces, clock=lambda: now)
    once = Allowance(every=timedelta(minutes=5), per_hour=1)
    assert ours.spend("site a", once) == NOTHING
    assert ours.spend("site a", once) > NOTHING
    now = NOW
    assert ours.spend("site a", once) == NOTHING


def test_a_host_may_have_any_name(store: Wavering) -> None:
    for name in ("site " + "a" * LONGEST_NAME, "site " + "a" * 2 * LONGEST_NAME):
        pacing(store).spend(name, TWICE)
    assert pacing(store).spend("site " + "a" * 3 * LONGEST_NAME, TWICE) > NOTHING


class Site:
    """A provider that notes by whom it is paced; one with a fault raises."""

    def __init__(self, name: str, *, faulty: bool = False) -> None:
        self.name = name
        self.faulty = faulty
        self.paced: list[Spend] = []

    def share_pace(self, spend: Spend) -> None:
        if self.faulty:
            raise ZeroDivisionError
        self.paced.append(spend)

    def search(self, query: str) -> object:
        return [query]

    def series(self, ref: str) -> object:
        return ref

    def links(self, ref: str, episode: EpisodeId) -> object:
        return [ref, episode]


class Sites:
    def __init__(self, *sites: Site) -> None:
        self._sites = sites

    @hookimpl
    def aniworld_providers(self) -> Iterator[Site]:
        yield from self._sites


def test_a_library_gives_its_store_to_each_provider(config: Config) -> None:
    good, faulty = Site("good"), Site("faulty", faulty=True)
    manager = PluginManager()
    manager.add(Sites(good, faulty), "sites")
    with Library.open(config, plugins=manager, store=MemoryStore()) as library:
        assert list(library.plugins.providers) == ["good"]
        assert "ZeroDivisionError" in manager.broken["sites"]
        (spend,) = good.paced
        assert spend("site a", TWICE) == NOTHING
        library.store.paces.spend("site a", TWICE, datetime.now(UTC))
        assert spend("site a", TWICE) > NOTHING
