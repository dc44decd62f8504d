"""The library as a whole: whose store it closes."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve

from aniworld_core import hookimpl
from aniworld_core.config import Config
from aniworld_core.entities import SeriesKey
from aniworld_core.errors import MigrationError
from aniworld_core.library import Library
from aniworld_core.memory import MemoryStore
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import Migrator
from aniworld_core.testing.arrange import put
from aniworld_core.testing.world import World


class Closing(MemoryStore):
    """A store that counts how often it was closed."""

    closed = 0

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def store(world: World) -> Closing:
    world.store = store = Closing()
    return store


@pytest.fixture
def manager(world: World) -> PluginManager:
    manager = PluginManager()
    manager.add(world, "world")
    return manager


def test_a_library_closes_the_store_that_it_opened(
    config: Config, manager: PluginManager, store: Closing
) -> None:
    with Library.open(config, plugins=manager) as library:
        assert library.store is store
    assert store.closed == 1


def test_a_given_store_stays_open_for_the_next_library(
    config: Config, manager: PluginManager, store: Closing
) -> None:
    given = Closing()
    with Library.open(config, plugins=manager, store=given) as library:
        put(library, "show", "Show")
    changed = evolve(config, downloads=evolve(config.downloads, workers=7))
    with Library.open(changed, plugins=manager, store=given) as library:
        assert library.store.series.get(SeriesKey("show")) is not None
    assert (given.closed, store.closed) == (0, 0)


def test_threads_that_come_first_together_share_what_is_made(
    config: Config, manager: PluginManager
) -> None:
    """Python 3.12 took the lock out of functools.cached_property."""

    class Slow:
        @hookimpl
        def aniworld_resolvers(self) -> list[object]:
            time.sleep(0.05)
            return [object()]

    manager.add(Slow(), "slow")
    with Library.open(config, plugins=manager) as library, ThreadPoolExecutor(8) as threads:
        together = threading.Barrier(8)

        def ask(_: int) -> tuple[int, int]:
            together.wait()
            return id(library.covers), id(library.plugins.resolvers)

        assert len(set(threads.map(ask, range(8)))) == 1


class Refuses:
    """A plugin that is asked while a library opens, and fails."""

    @hookimpl
    def aniworld_migrators(self) -> list[Migrator]:
        raise MigrationError("It cannot read that.")


def test_a_given_store_stays_open_when_opening_fails(
    config: Config, manager: PluginManager, store: Closing
) -> None:
    manager.add(Refuses(), "refuses")
    given = Closing()
    with pytest.raises(MigrationError):
        Library.open(config, plugins=manager, store=given)
    assert given.closed == 0
    with pytest.raises(MigrationError):
        Library.open(config, plugins=manager)
    assert store.closed == 1
