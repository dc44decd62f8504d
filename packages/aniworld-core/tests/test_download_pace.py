"""Pace: turns of hosters, workers that look for a free one, and speeds that are shared."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import Episode, EpisodeId, QueueState
from aniworld_core.library import Library
from aniworld_core.ports import Report
from aniworld_core.services.downloads.aside import Aside
from aniworld_core.services.downloads.speed import share
from aniworld_core.testing.arrange import show
from aniworld_core.testing.watching import Gate, eventually
from aniworld_core.testing.world import World

IDS = [EpisodeId(1, number) for number in range(1, 7)]


@pytest.fixture
def config(config: Config, request: pytest.FixtureRequest) -> Config:
    changed = {"workers": 4, "per_hoster": 1, **getattr(request, "param", {})}
    return evolve(config, downloads=evolve(config.downloads, **changed))


def known(world: World, library: Library, *hosters: str) -> None:
    """Let episodes of these hosters be queued in this order."""
    ids = IDS[: len(hosters)]
    episodes = tuple(
        Episode(id=id, hosters=(hoster,)) for id, hoster in zip(ids, hosters, strict=True)
    )
    world.series["show"] = evolve(show(*ids), episodes=episodes)
    for id, hoster in zip(ids, hosters, strict=True):
        world.link(id, f"http://{hoster.lower()}.test/{id}", hoster)
    library.catalog.add("show")
    library.queue.add("show")


class Busy:
    """Counts, in the middle of downloads, how many there are at once."""

    def __init__(self) -> None:
        self._now = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, report: Report) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        for _ in range(5):
            report(1, 2)
            threading.Event().wait(0.02)
        with self._lock:
            self._now -= 1


@pytest.mark.parametrize(
    ("config", "most"), [({"per_hoster": 1}, 1), ({"per_hoster": 3}, 3)], indirect=["config"]
)
def test_a_hoster_has_so_many_places(library: Library, world: World, most: int) -> None:
    known(world, library, "VOE", "voe", "VOE", "Voe", "VOE", "VOE")
    busy = Busy()
    world.during_fetch = busy
    assert library.downloads.work().finished == 6
    assert busy.most == most


def test_who_waits_for_a_place_is_not_in_the_way_of_other_hosters(
    library: Library, world: World
) -> None:
    """Two workers are enough: the second one looks behind the episodes of the busy hoster."""
    known(world, library, "VOE", "VOE", "VOE", "VOE", "Vidoza", "VOE")
    gate = Gate()
    world.during_fetch = gate
    with with_workers(library, 2) as two, ThreadPoolExecutor(1) as threads:
        work = threads.submit(two.downloads.work)
        running = eventually(
            lambda: library.queue.page((QueueState.RUNNING,)), lambda items: len(items) == 2
        )
        assert [item.episode for item in running] == [IDS[0], IDS[4]]
        threading.Event().wait(1)
        assert len(world.opened) == 2, "the page of an episode was read though it could not begin"
        gate.open()
        assert work.result(30).finished == 6
    order = [url.rpartition("/")[2] for url in world.fetched if "voe" in url]
    assert order == [str(id) for id in IDS if id != IDS[4]], "the order of the queue was lost"


def test_who_would_try_a_busy_hoster_first_is_stepped_over(library: Library, world: World) -> None:
    """Though the second episode is on a free hoster, too: it would wait, and keep a worker busy."""
    on_two_hosters(world, library)
    gate = Gate()
    world.during_fetch = gate
    with with_workers(library, 2) as two, ThreadPoolExecutor(1) as threads:
        work = threads.submit(two.downloads.work)
        running = eventually(
            lambda: library.queue.page((QueueState.RUNNING,)), lambda items: len(items) == 2
        )
        gate.open()
        assert [item.episode for item in running] == [IDS[0], IDS[2]]
        assert work.result(30).finished == 3


def on_two_hosters(world: World, library: Library) -> None:
    """Let three episodes be queued, of which the second one is on two hosters."""
    known(world, library, "VOE", "VOE", "Filemoon")
    both = Episode(id=IDS[1], hosters=("VOE", "Vidoza"))
    first, _, last = world.series["show"].episodes
    world.series["show"] = evolve(world.series["show"], episodes=(first, both, last))
    world.link(IDS[1], f"http://vidoza.test/{IDS[1]}", "Vidoza")
    library.catalog.refresh("show")


@pytest.mark.parametrize(
    ("preferred", "resting", "first"),
    [
        ((), "", "voe"),
        ((), "voe", "vidoza"),
        (("Vidoza",), "", "vidoza"),
        (("Vidoza",), "vidoza", "voe"),
        ((), "voe vidoza", "voe"),
    ],
)
def test_which_hoster_an_item_would_try_first(
    library: Library, world: World, preferred: tuple[str, ...], resting: str, first: str
) -> None:
    on_two_hosters(world, library)
    aside = Aside(
        series=library.store.series,
        busy=lambda hoster, bound: hoster == first and bound == 1,
        rests=lambda hoster: hoster in resting.split(),
        shared=lambda: False,
    )
    _, two, _ = library.queue.page()
    two = evolve(two, wanted=evolve(two.wanted, hosters=preferred))
    assert aside.hoster(two) == first
    assert aside.skipped([two], [first, None]) == [two.id]
    assert aside.skipped([two], ["filemoon", None]) == []


def with_workers(library: Library, workers: int) -> Library:
    config = evolve(library.config, downloads=evolve(library.config.downloads, workers=workers))
    return Library.open(config, plugins=library.plugins.manager, store=library.store)


@pytest.mark.parametrize(
    ("total", "each", "running", "allowed"),
    [
        (0, 0, 3, None),
        (900, 0, 3, 300),
        (900, 0, 0, 900),
        (0, 200, 3, 200),
        (900, 200, 3, 200),
        (900, 500, 3, 300),
        (2, 0, 3, 1),
    ],
)
def test_speed_is_shared(total: int, each: int, running: int, allowed: int | None) -> None:
    assert share(total, each, running) == allowed


@pytest.mark.parametrize("config", [{"speed_limit": 1000, "per_hoster": 4}], indirect=True)
def test_each_report_answers_with_the_share_of_the_moment(library: Library, world: World) -> None:
    known(world, library, "VOE", "VOE")
    together = threading.Barrier(2)
    told: list[object] = []

    def ask(report: Report) -> None:
        together.wait(10)
        told.append(report(1, 2))
        together.wait(10)

    world.during_fetch = ask
    assert library.downloads.work().finished == 2
    assert told == [500, 500]
