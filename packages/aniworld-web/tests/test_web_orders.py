"""The application among the processes of a store: it is seen, does what is asked, and stays up."""

import threading

import httpx
import pytest

from aniworld_core.entities import QueueState, Series, WorkerOrder, WorkerProcess, WorkerRole
from aniworld_core.library import Library
from aniworld_core.testing.watching import Gate, eventually
from aniworld_core.testing.world import World
from aniworld_web.site import Site


def seen(library: Library) -> WorkerProcess:
    """Return what the application tells of itself."""
    (view,) = library.workers.all()
    return view.process


@pytest.fixture
def queued(library: Library, fern: Series) -> Library:
    """Return the library once Fern is queued."""
    library.store.series.put(fern)
    library.queue.add("fern")
    return library


@pytest.fixture
def gate(world: World) -> Gate:
    """Return a gate in the middle of every download."""
    gate = Gate()
    world.during_fetch = gate
    return gate


def test_it_is_seen_with_what_it_downloads(client: httpx.Client, library: Library) -> None:
    process = seen(library)
    assert (process.name, process.role) == (library.process, WorkerRole.WEB)
    assert process.downloads == 0
    client.post("/api/queue/start").raise_for_status()
    assert seen(library).downloads == library.config.downloads.workers


@pytest.mark.parametrize("order", WorkerOrder)
def test_an_order_is_followed_and_undone_by_a_start(
    client: httpx.Client, site: Site, queued: Library, gate: Gate, order: WorkerOrder
) -> None:
    client.post("/api/queue/start").raise_for_status()
    gate.wait()
    queued.workers.ask(queued.process, order)
    eventually(lambda: site.runner.state.running, lambda running: not running)
    if order is WorkerOrder.DRAIN:
        assert site.runner.state.stopping
        assert queued.queue.counts()[QueueState.RUNNING] == queued.config.downloads.workers
        gate.open()
        assert site.runner.join(30)
        assert queued.queue.counts()[QueueState.DONE] == queued.config.downloads.workers
    else:
        assert site.runner.join(30)
        assert set(queued.queue.counts()) == {QueueState.QUEUED}
        gate.open()
    assert seen(queued).asked is order
    client.post("/api/queue/start").raise_for_status()
    assert seen(queued).asked is None
    eventually(queued.queue.counts, lambda counts: set(counts) == {QueueState.DONE})


def test_nobody_sees_it_any_more_when_it_has_ended(library: Library, site: Site) -> None:
    site.duty.open(library.workers, lambda: 2, download=True)
    assert seen(library).downloads == 2
    site.duty.close()
    assert library.workers.all() == []
    assert not [one for one in threading.enumerate() if one.name in {"presence", "runner"}]
