"""The catalogue, where two threads register series at the same time."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Barrier

from aniworld_core import hookimpl
from aniworld_core.config import Config
from aniworld_core.entities import Episode, EpisodeId, Series, SeriesKey
from aniworld_core.errors import AlreadyThere
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.world import World


class Together(dict[str, Series]):
    """Answers only when two have asked."""

    def __init__(self, barrier: Barrier, *series: Series) -> None:
        super().__init__((one.ref, one) for one in series)
        self._barrier = barrier

    def __getitem__(self, ref: str) -> Series:
        self._barrier.wait(30)
        return super().__getitem__(ref)


def series(ref: str, *, provider: str = "site") -> Series:
    episodes = (Episode(id=EpisodeId(1, 1)),)
    return Series(
        key=SeriesKey(ref), provider=provider, ref=ref, title=f"From {provider}", episodes=episodes
    )


def together(*calls: Callable[[], Series]) -> list[Future[Series]]:
    with ThreadPoolExecutor(len(calls)) as threads:
        return [threads.submit(call) for call in calls]


def test_one_series_is_registered_once(world: World, library: Library) -> None:
    world.series = Together(Barrier(2), series("show"))
    results = together(*[partial(library.catalog.add, "show")] * 2)
    assert sum(isinstance(one.exception(), AlreadyThere) for one in results) == 1
    assert [one.key for one in library.catalog.page()] == ["show"]


def test_one_folder_goes_to_one_series(world: World, library: Library) -> None:
    world.series = Together(Barrier(2), series("one"), series("two"))
    add = partial(library.catalog.add, folder="A Folder")
    results = together(partial(add, "one"), partial(add, "two"))
    assert sum(isinstance(one.exception(), AlreadyThere) for one in results) == 1
    assert [one.folder for one in library.catalog.page()] == ["A Folder"]


def test_a_slug_of_two_sites_gives_two_series(world: World, config: Config) -> None:
    world.series = Together(Barrier(2), series("show"))

    class Elsewhere:
        name = "elsewhere"

        def series(self, ref: str) -> Series:
            world.series[ref]
            return series(ref, provider=self.name)

    class Plugin:
        @hookimpl
        def aniworld_providers(self) -> list[Elsewhere]:
            return [Elsewhere()]

    manager = PluginManager()
    manager.add(world, "world")
    manager.add(Plugin(), "elsewhere")
    with Library.open(config, plugins=manager) as library:
        add = partial(library.catalog.add, "show")
        results = together(partial(add, provider="site"), partial(add, provider="elsewhere"))
        assert [one.exception() for one in results] == [None, None]
        kept = {one.provider: one.title for one in library.catalog.page()}
    assert kept == {"site": "From site", "elsewhere": "From elsewhere"}
