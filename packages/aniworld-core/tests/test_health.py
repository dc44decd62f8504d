"""Health: each fault is found, told with its fix, and hides no other one."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core import hookimpl
from aniworld_core.config import Config, parse
from aniworld_core.entities import EpisodeId
from aniworld_core.errors import AniworldError, Blocked, InvalidConfig, NotPossible, RateLimited
from aniworld_core.library import Library
from aniworld_core.memory import MemoryRelay, MemoryStore
from aniworld_core.plugins import PluginManager, Trial, reports
from aniworld_core.ports import Migrator, Relay, Store
from aniworld_core.services.health import Finding, Health
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World

NAMES = [
    *("python", "settings", "library", "mark", "space", "downloads"),
    *("store", "relay", "plugins", "providers", "ffmpeg"),
]


class Lame:
    """A plugin that fails."""

    @hookimpl
    def aniworld_migrators(self) -> list[Migrator]:
        raise RuntimeError("out of order")


@pytest.fixture
def manager(world: World) -> PluginManager:
    manager = PluginManager()
    manager.add(world, "world")
    return manager


@pytest.fixture
def check(manager: PluginManager) -> Callable[[Config], dict[str, Finding]]:
    """Check with some settings; return the last finding of each check."""

    def run(config: Config) -> dict[str, Finding]:
        health = Health(config=lambda: config, plugins=lambda: manager)
        return {one.name: one for one in health.check()}

    return run


def test_an_open_library_in_order_has_no_fault(library: Library) -> None:
    found = library.health.check()
    assert [one.name for one in found] == NAMES
    assert all(one.ok and one.text and not one.fix for one in found)
    assert [one.text for one in found if one.name == "store"] == ["is open, and answers"]


def test_wrong_settings_hide_nothing_else(manager: PluginManager) -> None:
    def broken() -> Config:
        raise InvalidConfig("Wrong settings.", hint="Mend them.")

    found = Health(config=broken, plugins=lambda: manager).check()
    assert [one.name for one in found] == NAMES
    assert {one.name for one in found if one.ok} == {"python", "downloads", "ffmpeg"}
    assert {(one.text, one.fix) for one in found if not one.ok} == {
        ("Wrong settings.", "Mend them.")
    }


def test_every_fault_is_told_with_its_fix(
    manager: PluginManager, config: Config, tmp_path: Path
) -> None:
    manager.add(Lame(), "lame")
    bad = evolve(config, library=tmp_path / "gone", store="tape://x", plugins={"ghost": {}})
    found = Health(config=lambda: bad, plugins=lambda: manager).check()
    faults = [one for one in found if not one.ok]
    assert {one.name for one in faults} == {"settings", "library", "store", "plugins"}
    assert all(one.fix for one in faults)
    told = " ".join(one.text for one in faults)
    for part in ("plugins.ghost", f"There is no folder {tmp_path / 'gone'}", "lame: RuntimeError"):
        assert part in told


def test_the_library_folder_must_be_one_that_can_be_written(
    check: Callable[[Config], dict[str, Finding]], config: Config, root: Path
) -> None:
    assert check(config)["library"].ok
    in_the_way = root / "file"
    in_the_way.write_text("")
    assert not check(evolve(config, library=in_the_way))["library"].ok
    assert check(evolve(config, library=None))["library"].text == "No library folder is set."


def test_room_beyond_the_reserve_is_needed(
    check: Callable[[Config], dict[str, Finding]], config: Config
) -> None:
    greedy = evolve(config, downloads=evolve(config.downloads, reserve=10**18))
    found = check(greedy)["space"]
    assert not found.ok
    assert "1000000.0 TB are kept free" in found.text


@pytest.mark.parametrize("named", ["/nowhere/ffmpeg", "false"])
def test_the_ffmpeg_of_the_settings_is_looked_at(
    check: Callable[[Config], dict[str, Finding]], config: Config, named: str
) -> None:
    found = check(evolve(config, plugins={"ytdlp": {"ffmpeg": named}}))["ffmpeg"]
    assert not found.ok
    assert named in found.text
    assert "plugins.ytdlp.ffmpeg" in found.fix


def test_what_holds_all_downloads_is_a_warning(library: Library) -> None:
    config = evolve(
        library.config, downloads=evolve(library.config.downloads, window="03:00-03:01")
    )
    plugins = library.plugins.manager
    with Library.open(config, plugins=plugins, store=library.store) as at_night:
        (found,) = (one for one in at_night.health.check() if one.name == "downloads")
    assert (found.ok, found.warning) == (True, True)
    assert "Downloads begin from 03:00 to 03:01" in found.text


class Answering(MemoryRelay):
    """A relay that answers as late as it is told to."""

    late: timedelta | AniworldError = timedelta(milliseconds=3.2)

    def ping(self) -> timedelta:
        if isinstance(self.late, AniworldError):
            raise self.late
        return self.late


class Dialling:
    """A plugin that opens a relay for any address."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay

    @hookimpl
    def aniworld_open_relay(self) -> Relay:
        return self.relay


def test_without_a_relay_there_is_nothing_to_mend(library: Library) -> None:
    (found,) = (one for one in library.health.check() if one.name == "relay")
    assert (found.ok, found.fix) == (True, "")
    assert "none is set" in found.text


@pytest.mark.parametrize(
    ("late", "state", "text"),
    [
        (timedelta(milliseconds=3.2), "ok", "answers after 4 ms"),
        (timedelta(seconds=2), "warning", "answers after 2000 ms"),
        (AniworldError("Gone.", hint="Start it."), "fault", "Gone."),
        (NotPossible("No way."), "ok", "cannot tell"),
    ],
)
def test_a_relay_is_asked_for_an_answer(
    manager: PluginManager,
    check: Callable[[Config], dict[str, Finding]],
    config: Config,
    late: timedelta | AniworldError,
    state: str,
    text: str,
) -> None:
    relay = Answering()
    relay.late = late
    manager.add(Dialling(relay), "dialling")
    named = evolve(config, relay="any://where")
    closed = check(named)["relay"]
    with Library.open(named, plugins=manager) as opened:
        (found,) = (one for one in opened.health.check() if one.name == "relay")
    assert found == closed
    assert (found.ok, found.warning) == (state != "fault", state == "warning")
    assert text in found.text
    assert bool(found.fix) == (state != "ok")


def test_a_relay_that_cannot_answer_is_no_fault(
    manager: PluginManager, check: Callable[[Config], dict[str, Finding]], config: Config
) -> None:
    manager.add(Dialling(MemoryRelay()), "dialling")
    found = check(evolve(config, relay="any:"))["relay"]
    assert (found.ok, found.warning) == (True, False)
    assert "cannot tell" in found.text


def test_a_closed_store_is_opened_and_closed_again(
    check: Callable[[Config], dict[str, Finding]], config: Config, world: World
) -> None:
    closed: list[Store] = []

    class Closing(MemoryStore):
        def close(self) -> None:
            closed.append(self)

    world.store = Closing()
    assert check(config)["store"].text == "opens, and its quick check found no fault"
    assert world.store in closed
    unset = parse({"library": str(config.root), "data": str(config.data)})
    assert "is made at the first use" in check(unset)["store"].text


def test_sites_are_asked_only_online(library: Library, world: World) -> None:
    world.provider_error = Blocked("The site wants a captcha.", hint="Open it in a browser.")
    assert all(one.ok for one in library.health.check())
    asked, told, _, _ = library.health.check(online=True)[-4:]
    assert (asked.name, asked.ok) == ("online", False)
    assert (asked.text, asked.fix) == ("site: The site wants a captcha.", "Open it in a browser.")
    assert told.text.startswith("site: refuses us")
    world.provider_error = None
    assert [one.text for one in library.health.check(online=True)[-3:-1]] == [
        "site answers",
        "site",
    ]
    assert [one.text for one in library.health.ask_sites()] == ["site answers"]


def test_a_site_that_rests_is_a_warning_and_no_fault(library: Library, world: World) -> None:
    world.offer(show(EpisodeId(1, 1)))
    library.catalog.add("show")
    library.queue.add("show")
    world.open_error = Blocked("A captcha is asked for.")
    library.downloads.work()
    told = [one for one in library.health.ready() if one.name == "providers"]
    assert [(one.ok, one.warning) for one in told] == [(True, True), (True, False)]
    assert told[0].fix.endswith("aniw doctor --online")
    assert told[0].text.startswith("site links: refuses us, and is left alone until 2")
    assert told[0].text.endswith(": A captcha is asked for.")


def test_a_hoster_that_rests_is_a_warning_as_long_as_it_does(library: Library) -> None:
    error = RateLimited("Slow down.", retry_after=timedelta(hours=1))
    library.conditions.note_hoster("VOE", error)
    told = [one for one in library.health.ready() if one.warning]
    assert len(told) == 1
    assert told[0].text.startswith("hoster VOE: asked us to wait, and is left alone until 2")
    library.conditions.release("hoster VOE")
    assert not [one for one in library.health.ready() if one.warning]


def test_a_plugin_is_reported_with_what_it_provides(manager: PluginManager, config: Config) -> None:
    manager.add(Lame(), "lame")
    lame, world = reports(Trial(manager, config))
    assert (lame.name, lame.broken) == ("lame", "RuntimeError: out of order")
    assert lame.provides == ("migrators",)
    assert (world.name, world.broken) == ("world", None)
    assert {"open_store", "providers"} <= set(world.provides)


def test_further_hooks_are_asked_too(manager: PluginManager, config: Config) -> None:
    class Fails:
        @hookimpl
        def aniworld_open_store(self, url: str) -> None:
            if url == "odd:":
                raise RuntimeError("odd")

    manager.add(Fails(), "fails")
    trial = Trial(manager, config)
    assert reports(trial)[0].broken is None
    found = reports(trial, {"aniworld_open_store": {"url": "odd:"}})
    assert found[0].broken == "RuntimeError: odd"
