"""Fixtures of the core's tests: a library over a small world."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aniworld_core.config import Config, parse
from aniworld_core.entities import EpisodeId
from aniworld_core.events import Event
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import Store
from aniworld_core.services.conditions import Conditions
from aniworld_core.testing.arrange import show
from aniworld_core.testing.clocks import ManualClock
from aniworld_core.testing.sites import Sites
from aniworld_core.testing.world import World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    root.mkdir()
    return root


@pytest.fixture
def config(tmp_path: Path, root: Path) -> Config:
    return parse(
        {
            "library": str(root),
            "data": str(tmp_path / "data"),
            "store": "memory:",
            "downloads": {"reserve": 0, "backoff": 0.0, "patience": 0.0},
        }
    )


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def store(world: World) -> Store:
    """Return the store that `library` opens."""
    return world.store


@pytest.fixture
def conditions(store: Store, events: list[Event], clock: ManualClock) -> Conditions:
    return Conditions(store=store.conditions, emit=events.append, clock=clock)


@pytest.fixture
def library(world: World, config: Config, events: list[Event]) -> Iterator[Library]:
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(config, plugins=manager, sinks=[events.append]) as library:
        yield library


@pytest.fixture
def shown(world: World, library: Library) -> Library:
    """Return the library once ``show`` is registered, of which two episodes are offered."""
    world.offer(show(EpisodeId(1, 1), EpisodeId(1, 2)))
    library.catalog.add("show")
    return library


@pytest.fixture
def sites() -> Sites:
    return Sites()


@pytest.fixture
def library_of_sites(world: World, sites: Sites, config: Config) -> Iterator[Library]:
    """Open a library over two sites, beside the small world that keeps its store."""
    manager = PluginManager()
    manager.add(sites, "sites")
    manager.add(world, "world")
    with Library.open(config, plugins=manager) as library:
        yield library
