"""Libraries side by side: each hears what happens in the others, once, and feels nobody's faults."""

import threading
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta

import pytest
from attrs import define, evolve, field

from aniworld_core import hookimpl
from aniworld_core.config import Config
from aniworld_core.entities import EpisodeId
from aniworld_core.errors import AniworldError, InvalidConfig, NotPossible, StoreError
from aniworld_core.events import DownloadFinished, Event, SeriesAdded, Sink
from aniworld_core.library import Library
from aniworld_core.memory import MemoryExchange, MemoryRelay
from aniworld_core.plugins import GuardedRelay, PluginManager, Trial
from aniworld_core.ports import Relay, Report
from aniworld_core.services.downloads import crew
from aniworld_core.testing.arrange import show
from aniworld_core.testing.event_samples import queued
from aniworld_core.testing.watching import Gate, Heard
from aniworld_core.testing.world import World

SHOW = show(EpisodeId(1, 1), EpisodeId(1, 2))


@define(eq=False)
class Radio:
    """A plugin that opens ``radio:`` relays of one exchange, and remembers them."""

    opened: list[MemoryRelay] = field(factory=list)
    closed: list[MemoryRelay] = field(factory=list)

    @hookimpl
    def aniworld_open_relay(self, url: str) -> Relay | None:
        if not url.startswith("radio:"):
            return None
        if url == "radio://noise":
            raise InvalidConfig("Noise is no channel.")
        plugin = self

        class Closing(MemoryRelay):
            def close(self) -> None:
                super().close()
                plugin.closed.append(self)

        self.opened.append(Closing())
        return self.opened[-1]


def managed(**plugins: object) -> PluginManager:
    manager = PluginManager()
    for name, plugin in plugins.items():
        manager.add(plugin, name)
    return manager


@pytest.fixture
def exchange() -> MemoryExchange:
    return MemoryExchange()


def test_what_happens_in_one_library_is_heard_at_another_once(
    world: World, config: Config, exchange: MemoryExchange
) -> None:
    world.offer(SHOW)
    plugins, mine, others, far = managed(world=world), Heard(), Heard(), Heard()
    with (
        Library.open(config, plugins=plugins, sinks=[mine], relay=exchange.relay()) as here,
        Library.open(config, plugins=plugins, sinks=[far], relay=exchange.relay()) as there,
    ):
        here.relay.subscribe(others)
        there.catalog.add("show")
        assert len(far.wait(SeriesAdded)) == len(others.wait(SeriesAdded)) == 1
        here.catalog.remove("show")
        assert mine.last is not None
        assert mine.last != others.last
        with pytest.raises(AssertionError):
            mine.wait(SeriesAdded, within=0)


def test_without_a_relay_there_is_nobody_else(library: Library) -> None:
    heard = Heard()
    library.relay.subscribe(heard)
    library.emit(queued(1))
    assert heard.last is None


def test_the_settings_name_a_relay_which_ends_with_the_library(
    world: World, config: Config
) -> None:
    radio = Radio()
    plugins = managed(world=world, radio=radio)
    with Library.open(evolve(config, relay="radio://one"), plugins=plugins):
        assert (len(radio.opened), radio.closed) == (1, [])
    assert radio.closed == radio.opened


def test_a_given_relay_stays_open(world: World, config: Config, exchange: MemoryExchange) -> None:
    given, heard = exchange.relay(), Heard()
    exchange.relay().subscribe(heard)
    for _ in range(2):
        with Library.open(config, plugins=managed(world=world), relay=given) as library:
            library.emit(queued(1))
    given.publish(queued(2))
    assert [event.id for event in heard.wait(type(queued(1)))] == [1, 1, 2]


def test_a_store_that_does_not_open_leaves_no_relay_behind(config: Config) -> None:
    radio = Radio()

    class Broken:
        @hookimpl
        def aniworld_open_store(self) -> None:
            raise StoreError("The store is away.")

    with pytest.raises(StoreError):
        Library.open(evolve(config, relay="radio:"), plugins=managed(radio=radio, broken=Broken()))
    assert radio.closed == radio.opened


@pytest.mark.parametrize(
    ("plugins", "hint"),
    [
        ({}, "install aniworld-relays-redis"),
        ({"radio": Radio()}, "use redis://HOST:PORT/NUMBER, or install a plugin that opens smoke"),
    ],
    ids=["none", "another"],
)
def test_a_relay_that_nobody_opens_is_said_so(
    world: World, config: Config, plugins: dict[str, object], hint: str
) -> None:
    manager, named = managed(world=world, **plugins), evolve(config, relay="smoke://:secret@hill")
    with pytest.raises(InvalidConfig, match="'smoke'") as caught:
        Library.open(named, plugins=manager)
    assert hint in caught.value.hint
    ((place, problem),) = Trial(manager, named).problems
    assert (place, "no installed plugin opens smoke relays" in problem) == ("relay", True)
    assert "secret" not in f"{caught.value}{problem}"


@pytest.mark.parametrize("url", ["", "radio://one", "radio://noise"])
def test_a_known_kind_of_relay_is_tried_by_its_scheme_only(
    world: World, config: Config, url: str
) -> None:
    radio = Radio()
    manager = managed(world=world, radio=radio)
    assert Trial(manager, evolve(config, relay=url)).problems == []
    assert radio.closed == radio.opened


def test_a_relay_that_fails_is_logged_once_and_not_felt(
    world: World, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        @hookimpl
        def aniworld_open_relay(self, url: str) -> Relay:
            return self

        def publish(self, event: Event) -> None:
            raise OSError("no line")

        def subscribe(self, sink: Sink) -> Callable[[], None]:
            raise OSError("no ear")

        def close(self) -> None:
            raise OSError("no end")

    plugins = managed(world=world, broken=Broken())
    with Library.open(evolve(config, relay="any:"), plugins=plugins) as library:
        end = library.relay.subscribe(Heard())
        for id in range(3):
            library.emit(queued(id))
        end()
    reasons = [str(one.exc_info[1]) for one in caplog.records if one.exc_info]
    assert reasons == ["no ear", "no line", "no end"]


class Able(MemoryRelay):
    """A relay that can do everything, and fails at ``fault``."""

    fault: Exception | None = None

    def __init__(self) -> None:
        super().__init__()
        self.hits: list[str] = []

    def hit(self, id: str, most: Mapping[str, int], window: timedelta) -> timedelta | None:
        self.fail()
        self.hits += (f"{id} {name} {allowed}" for name, allowed in most.items())
        return window

    def take_back(self, id: str, names: Collection[str]) -> None:
        self.fail()
        self.hits += (f"{id} {name} back" for name in names)

    def ping(self) -> timedelta:
        self.fail()
        return timedelta(seconds=3)

    def fail(self) -> None:
        if self.fault is not None:
            raise self.fault


def test_what_a_relay_is_able_to_do_is_passed_on() -> None:
    able = Able()
    guarded, hour = GuardedRelay(able), timedelta(hours=1)
    assert guarded.hit("a", {"door": 3}, hour) == hour
    guarded.take_back("a", ("door",))
    assert able.hits == ["a door 3", "a door back"]
    assert guarded.ping() == timedelta(seconds=3)


def test_a_relay_that_is_able_to_do_less_counts_nothing() -> None:
    guarded = GuardedRelay(MemoryRelay())
    assert guarded.hit("a", {"door": 0}, timedelta(hours=1)) is None
    guarded.take_back("a", ("door",))
    with pytest.raises(NotPossible):
        guarded.ping()


def test_abilities_that_fail_are_not_felt(caplog: pytest.LogCaptureFixture) -> None:
    able = Able()
    guarded, able.fault = GuardedRelay(able), OSError("no line")
    assert guarded.hit("a", {"door": 1}, timedelta(hours=1)) is None
    guarded.take_back("a", ("door",))
    with pytest.raises(AniworldError, match="OSError: no line"):
        guarded.ping()
    assert [str(one.exc_info[1]) for one in caplog.records if one.exc_info] == ["no line"] * 2
    able.fault = AniworldError("Nobody is there.", hint="Wait.")
    with pytest.raises(AniworldError, match="Nobody is there"):
        guarded.ping()


def test_a_wait_that_is_none_counts_as_no_answer() -> None:
    class Odd(Able):
        def hit(self, *_: object) -> timedelta | None:
            return 3  # type: ignore[return-value]  # what a foreign relay may do

    assert GuardedRelay(Odd()).hit("a", {"door": 1}, timedelta(hours=1)) is None


def test_an_idle_worker_is_woken_by_another_library(
    world: World, config: Config, exchange: MemoryExchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_NAP", 60.0)
    world.series[SHOW.ref] = SHOW
    world.link(EpisodeId(1, 1), "http://slow.test/1", hoster="Slow")
    world.link(EpisodeId(1, 2), "http://quick.test/2", hoster="Quick")
    gate, begun = Gate(), threading.Event()

    def hold_the_first(report: Report) -> None:
        if not begun.is_set():
            begun.set()
            gate(report)

    world.during_fetch = hold_the_first
    config = evolve(config, downloads=evolve(config.downloads, workers=2))
    plugins, heard = managed(world=world), Heard()
    with (
        Library.open(config, plugins=plugins, sinks=[heard], relay=exchange.relay()) as here,
        Library.open(config, plugins=plugins, relay=exchange.relay()) as there,
    ):
        here.catalog.add("show")
        here.queue.add("show", [EpisodeId(1, 1)])
        working = threading.Thread(target=here.downloads.work)
        working.start()
        try:
            gate.wait()
            threading.Event().wait(0.3)  # now the other worker has found nothing, and naps
            there.queue.add("show", [EpisodeId(1, 2)])
            (done,) = heard.wait(DownloadFinished, within=20)
            assert done.episode == EpisodeId(1, 2)
        finally:
            gate.open()
            working.join()
        heard.wait(DownloadFinished, 2)
