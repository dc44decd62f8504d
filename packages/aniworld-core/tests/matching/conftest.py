"""Fixtures of the tests of matching: a library over two sites."""

from collections.abc import Iterator

import pytest

from aniworld_core.config import Config
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.sites import Sites
from aniworld_core.testing.world import World


@pytest.fixture
def sites() -> Sites:
    return Sites()


@pytest.fixture
def library(world: World, sites: Sites, config: Config) -> Iterator[Library]:
    manager = PluginManager()
    manager.add(sites, "sites")
    manager.add(world, "world")
    with Library.open(config, plugins=manager) as library:
        yield library
