"""Downloads from a site that is down, or shows odd pages: episodes wait for it together."""

from datetime import timedelta

import pytest
from attrs import evolve

from aniworld_core.clock import utc_now
from aniworld_core.config import Config
from aniworld_core.entities import EpisodeId, HistoryKind, QueueState
from aniworld_core.errors import LayoutChanged, RateLimited, Unavailable
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World

IDS = [EpisodeId(1, number) for number in range(1, 13)]


@pytest.fixture
def library(world: World, config: Config) -> Library:
    """Return a library with a queue of twelve episodes, worked on by one worker."""
    manager = PluginManager()
    manager.add(world, "world")
    alone = evolve(config, downloads=evolve(config.downloads, workers=1))
    library = Library.open(alone, plugins=manager)
    world.offer(show(*IDS))
    library.catalog.add("show")
    library.queue.add("show")
    return library


def test_a_site_that_is_down_uses_up_no_episodes_tries(world: World, library: Library) -> None:
    world.provider_error = Unavailable("No answer from site.")
    for _ in range(5):
        assert library.downloads.work().waiting == len(IDS)
    items = library.queue.page()
    assert {item.state for item in items} == {QueueState.QUEUED}
    assert sum(item.attempts for item in items) == 2  # until it was clear that it is the site
    assert len(world.opened) == 3
    reasons = [item.reason for item in items]
    assert set(reasons) == {"The site site is down: No answer from site."}
    assert all(item.next_try is not None for item in items)


def test_the_history_tells_of_an_outage_once_for_an_episode(world: World, library: Library) -> None:
    world.provider_error = RateLimited("Slow down.", retry_after=timedelta(hours=2))
    queue, hours = library.store.queue, timedelta(hours=3)
    for _ in range(3):
        assert library.downloads.work().waiting == len(IDS)
        for _ in IDS:  # their time comes
            item = queue.claim("test", hours, utc_now() + hours)
            assert item is not None
            queue.requeue(item.id, item.claim, utc_now(), counted=False, reason=item.reason)
    assert len(world.opened) == 1
    waited = [one for one in library.store.history.of() if one.kind is HistoryKind.WAITING]
    assert [one.episode for one in reversed(waited)] == IDS


def test_an_episode_whose_own_page_is_odd_fails_and_stops_no_other(
    world: World, config: Config
) -> None:
    world.offer(show(*IDS))
    manager = PluginManager()
    manager.add(world, "world")
    strict = evolve(config, downloads=evolve(config.downloads, workers=1, attempts=2))
    with Library.open(strict, plugins=manager) as library:
        library.catalog.add("show")
        library.queue.add("show", IDS[:1])
        world.provider_error = LayoutChanged("No mark `li.link` on the page.")
        assert library.downloads.work().failed == 1
        assert library.conditions.resting() == []
        world.provider_error = None
        library.queue.add("show", IDS[1:])
        assert library.downloads.work().finished == len(IDS) - 1
