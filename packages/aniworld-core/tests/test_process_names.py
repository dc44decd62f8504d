"""A process has one name: what stands under it is its own, and what a dead one had is taken over."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.clock import utc_now
from aniworld_core.config import Config
from aniworld_core.entities import QueueState
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.watching import Gate
from aniworld_core.testing.world import World

LEASE = timedelta(minutes=2)

Open = Callable[..., Library]


@pytest.fixture
def opened(world: World, config: Config) -> Iterator[Open]:
    """Return a function that opens a library on the host ``attic``, under a name or a new one."""
    with ExitStack() as stack:

        def open_one(process: str = "") -> Library:
            manager = PluginManager()
            manager.add(world, "world")
            on_attic = evolve(config, host_label="attic")
            return stack.enter_context(Library.open(on_attic, plugins=manager, process=process))

        yield open_one


def test_the_name_begins_with_the_host_and_is_another_for_each(opened: Open) -> None:
    one, other = opened(), opened()
    assert one.process.startswith("attic:")
    assert one.process == one.workers.name != other.process
    assert opened(one.process).workers.name == one.process


@pytest.mark.usefixtures("shown")
def test_what_could_not_be_given_back_is_worked_off_by_the_next_work(opened: Open) -> None:
    library = opened()
    library.queue.add("show")
    assert library.store.queue.claim(library.process, LEASE, utc_now())
    assert library.downloads.work().finished == 2


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize(("host", "taken"), [("attic", 2), ("cellar", 1)])
def test_what_a_dead_one_of_this_host_had_is_taken_over(
    opened: Open, config: Config, host: str, taken: int
) -> None:
    library, dead = opened(), f"{host}:4711:dead"
    store = library.store
    library.queue.add("show")
    assert store.queue.claim(dead, LEASE, utc_now())
    store.leases.take("hoster elsewhere", f"{dead}/1", LEASE, utc_now())
    locks = Path(config.data / "workers")
    locks.mkdir(parents=True)
    (locks / f"{host}_4711_dead.lock").touch()
    assert library.downloads.work().finished == taken
    left = {one.holder for one in store.leases.held(utc_now())}
    assert left == (set() if taken == 2 else {f"{dead}/1"})


@pytest.mark.usefixtures("shown")
def test_of_two_libraries_under_one_name_one_works_at_a_time(opened: Open, world: World) -> None:
    old = opened()
    new = opened(old.process)
    gate = Gate()
    world.during_fetch = gate
    old.queue.add("show")
    drain = threading.Event()
    first = threading.Thread(target=old.downloads.work, kwargs={"drain": drain})
    first.start()
    gate.wait()
    second = threading.Thread(target=new.downloads.work)
    second.start()
    second.join(0.3)
    assert second.is_alive()
    assert old.queue.counts() == {QueueState.RUNNING: 2}  # nothing was taken from the old one
    gate.open()
    first.join(30)
    second.join(30)
    assert old.queue.counts() == {QueueState.DONE: 2}
