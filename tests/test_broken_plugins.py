"""Whatever one plugin does, the program starts, says which one is broken, and the others work (T22)."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from aniworld_cli import hookspecs
from aniworld_cli.main import program
from aniworld_core import hookimpl
from aniworld_core.config import Config, parse
from aniworld_core.entities import EpisodeId, Series
from aniworld_core.errors import ProviderError
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager, Trial, reports
from aniworld_core.services.catalog import searching
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World


def raises() -> Any:
    raise RuntimeError("out of order")


RUBBISH: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "a number": lambda: 7,
    "a text": lambda: "fern",
    "bytes": lambda: b"fern",
    "a mapping": lambda: {"ref": 1},
    "a list of None": lambda: [None],
    "a huge list": lambda: [7] * 100_000,
    "an object": object,
    "a generator": lambda: (one for one in "fern"),
    "an error": raises,
}


class Site:
    """A provider whose every answer is what ``answer`` gives."""

    def __init__(self, answer: Callable[[], Any], name: object = "odd") -> None:
        self.name = name
        self.answer = answer

    def search(self, query: str) -> Any:
        return self.answer()

    def series(self, ref: str) -> Any:
        return self.answer()

    def links(self, ref: str, episode: EpisodeId) -> Any:
        return self.answer()


class Plugin:
    """Contributes what ``give`` gives."""

    def __init__(self, give: Callable[[], Any]) -> None:
        self.give = give

    @hookimpl
    def aniworld_providers(self) -> Any:
        return self.give()


class Generating:
    @hookimpl
    def aniworld_providers(self) -> Iterator[Any]:
        yield Site(list)
        raise RuntimeError("out of order")


class Misspelt:
    @hookimpl
    def aniworld_provider(self) -> list[Any]:
        return []


class Without:
    """Has functions, but none of them is marked as a hook."""

    def aniworld_providers(self) -> list[Any]:
        return []


class Linkless:
    name = "odd"

    def search(self, query: str) -> list[Any]:
        return []

    def series(self, ref: str) -> Any:
        return None


class WithOtherArguments:
    @hookimpl
    def aniworld_providers(self, settings: object) -> list[Any]:
        return []


@pytest.fixture
def config(tmp_path: Any) -> Config:
    (tmp_path / "library").mkdir()
    return parse({"library": str(tmp_path / "library"), "data": str(tmp_path), "store": "memory:"})


@pytest.fixture
def fern() -> Series:
    return show(EpisodeId(1, 1), key="fern", title="Fern")


@pytest.fixture
def manager(fern: Series) -> PluginManager:
    """Return a manager with a plugin that works; the tests add one that does not."""
    world = World()
    world.offer(fern)
    made = PluginManager(hookspecs)
    made.add(world, "world")
    return made


def broken(manager: PluginManager, config: Config) -> dict[str, str]:
    return {one.name: one.broken for one in reports(Trial(manager, config)) if one.broken}


@pytest.mark.parametrize(
    ("plugin", "why"),
    [
        (Plugin(raises), "RuntimeError: out of order"),
        (Generating(), "RuntimeError: out of order"),
        (Misspelt(), "there is no hook aniworld_provider; did you mean aniworld_providers?"),
        (WithOtherArguments(), "settings"),
        (Plugin(lambda: 7), "TypeError"),
        (Plugin(lambda: [Site(list, name="site")]), "named site: the plugin world has it"),
        (Plugin(lambda: [7]), "AttributeError"),
        (
            Plugin(lambda: [Linkless()]),
            "the provider odd: it has no links, which Provider asks for",
        ),
        (Plugin(lambda: [Site(list, name="Odd Site")]), "its name cannot stand in settings"),
        (Without(), "it has no hook"),
    ],
    ids=[
        "raises",
        "half",
        "misspelt",
        "arguments",
        "no list",
        "another's name",
        "no provider",
        "half a provider",
        "no name",
        "no hook",
    ],
)
def test_a_broken_plugin_is_named_and_the_others_work(
    manager: PluginManager, config: Config, plugin: object, why: str
) -> None:
    manager.add(plugin, "odd")
    with Library.open(config, plugins=manager) as library:
        answers = library.catalog.search("fern")
        assert [hit.title for answer in answers for hit in answer.hits] == ["Fern"]
    found = broken(manager, config)
    assert set(found) == {"odd"}
    assert why in found["odd"]


def test_a_second_plugin_with_the_name_of_another_is_refused(
    manager: PluginManager, config: Config
) -> None:
    manager.add(Plugin(raises), "world")
    assert "another plugin has this name" in manager.broken["world"]
    with Library.open(config, plugins=manager) as library:
        assert library.catalog.search("fern")[0].hits


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_costs_the_others_nothing(
    manager: PluginManager, config: Config, rubbish: str
) -> None:
    manager.add(Plugin(lambda: [Site(RUBBISH[rubbish])]), "odd")
    with Library.open(config, plugins=manager) as library:
        by_name = {one.provider: one for one in library.catalog.search("fern")}
        assert [hit.title for hit in by_name["site"].hits] == ["Fern"]
        assert by_name["odd"].error is not None
        odd = library.plugins.providers["odd"]
        for call in (lambda: odd.series("fern"), lambda: odd.links("fern", EpisodeId(1, 1))):
            with pytest.raises(ProviderError):
                call()


def test_the_doctor_and_the_list_go_on(
    manager: PluginManager, config: Config, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    manager.add(Plugin(raises), "odd")
    monkeypatch.setenv("ANIWORLD_DATA", str(config.data))
    with pytest.raises(SystemExit) as done:
        program(lambda: manager).main(["plugins"])
    assert done.value.code == 0
    told = capsys.readouterr().out
    assert "odd is broken: RuntimeError: out of order" in told
    assert "world" in told


def test_a_search_that_hangs_does_not_hold_back_the_others(
    manager: PluginManager, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PATIENCE", 0.5)
    released = threading.Event()
    manager.add(Plugin(lambda: [Site(lambda: released.wait(60) and [])]), "odd")
    with Library.open(config, plugins=manager) as library:
        by_name = {one.provider: one for one in library.catalog.search("fern")}
    assert not released.is_set()
    released.set()
    assert [hit.title for hit in by_name["site"].hits] == ["Fern"]
    assert "has not answered" in str(by_name["odd"].error)
