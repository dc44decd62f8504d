"""What plugins find wrong with the settings is listed before a command needs them."""

from typing import Any

import pytest
from attrs import frozen

from aniworld_core import hookimpl
from aniworld_core.config import Config, parse
from aniworld_core.errors import InvalidConfig, StoreError
from aniworld_core.events import Sink
from aniworld_core.memory import MemoryStore
from aniworld_core.plugins import PluginManager, Trial
from aniworld_core.ports import Resolver, Store


@frozen(kw_only=True)
class Ink:
    """The settings of the diary."""

    colour: str = "blue"
    pages: int = 3


class Diary:
    """A plugin that reads its section in two hooks."""

    @hookimpl
    def aniworld_sinks(self, config: Config) -> list[Sink]:
        config.plugin("diary", Ink)
        return []

    @hookimpl
    def aniworld_resolvers(self, config: Config) -> list[Resolver]:
        config.plugin("diary", Ink)
        return []


class Picky:
    """A plugin with a rule of its own."""

    @hookimpl
    def aniworld_sinks(self, config: Config) -> list[Sink]:
        if config.library is None:
            raise InvalidConfig("It wants a library.")
        raise StoreError("Its own store is away.")


class Tapes:
    """A store that opens ``tape://DRIVE`` and refuses a URL without a drive."""

    @hookimpl
    def aniworld_open_store(self, url: str) -> Store | None:
        if not url.startswith("tape"):
            return None
        if url == "tape://":
            raise InvalidConfig("Name a drive.")
        if url == "tape+reel://":
            raise InvalidConfig("No reels.", problems=(("store", "reels are not installed"),))
        raise AssertionError("a check must open nothing")


class Memory:
    """A store that opens with the scheme alone."""

    @hookimpl
    def aniworld_open_store(self, url: str) -> Store | None:
        return MemoryStore() if url.startswith("memory:") else None


def trial(data: dict[str, Any], **plugins: object) -> Trial:
    manager = PluginManager()
    for name, plugin in plugins.items():
        manager.add(plugin, name)
    return Trial(manager, parse(data))


def test_settings_in_order_have_no_problem() -> None:
    data = {"plugins": {"diary": {"pages": 9}}, "store": "tape://first"}
    found = trial(data, diary=Diary(), tapes=Tapes(), memory=Memory())
    assert found.problems == []
    assert found.faults == {}
    assert found.sections == {"plugins.diary": Ink(pages=9)}


def test_a_section_is_told_once_and_its_plugin_has_the_fault() -> None:
    found = trial({"plugins": {"diary": {"page": 9, "colour": 1}}}, diary=Diary(), tapes=Tapes())
    assert sorted(found.problems) == [
        ("plugins.diary.colour", "1 is not a text"),
        ("plugins.diary.page", "unknown setting; did you mean pages?"),
    ]
    assert list(found.faults) == ["diary"]
    assert found.sections == {}
    assert found.manager.broken == {}


@pytest.mark.parametrize(
    ("group", "name", "guess"),
    [
        ("plugins", "dairy", "did you mean plugins.diary?"),
        ("providers", "diary", "did you mean plugins.diary?"),
        ("providers", "nope", "known: plugins.diary"),
    ],
)
def test_a_section_that_no_plugin_asks_for_is_told(group: str, name: str, guess: str) -> None:
    assert trial({group: {name: {}}}, diary=Diary()).problems == [
        (f"{group}.{name}", f"no working plugin has this section; {guess}")
    ]


def test_a_section_without_any_plugin_is_told() -> None:
    assert trial({"plugins": {"x": {}}}).problems == [
        ("plugins.x", "no working plugin has this section")
    ]


def test_a_plugin_s_own_rule_is_a_problem_and_another_failure_only_a_fault() -> None:
    assert trial({}, picky=Picky()).problems == [
        ("", "the plugin picky refuses: It wants a library.")
    ]
    away = trial({"library": "/x"}, picky=Picky())
    assert away.problems == []
    assert str(away.faults["picky"]) == "Its own store is away."


@pytest.mark.parametrize("store", ["tape://first", "memory:", ""])
def test_a_known_kind_of_store_is_not_opened(store: str) -> None:
    assert trial({"store": store}, tapes=Tapes(), memory=Memory()).problems == []


def test_an_unknown_kind_of_store_is_told() -> None:
    assert trial({"store": "mysql://x:secret@y"}, tapes=Tapes()).problems == [
        ("store", "no installed plugin opens mysql stores; use sqlite:///FILE")
    ]


def test_what_is_missing_for_a_kind_of_store_is_told() -> None:
    told = trial({"store": "tape+reel://first"}, tapes=Tapes()).problems
    assert told == [("store", "reels are not installed")]
