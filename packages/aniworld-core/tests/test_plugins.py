"""Plugins: what they contribute arrives typed, and a broken one stops nothing else (T22)."""

import logging
from collections.abc import Iterator

import pytest

from aniworld_core import hookimpl
from aniworld_core.config import Config
from aniworld_core.entities import EpisodeId, Link, MigrationResult
from aniworld_core.errors import Gone, InvalidConfig, Unavailable
from aniworld_core.events import Event, MigrationFinished
from aniworld_core.library import Library
from aniworld_core.plugins import Fanout, GuardedNameReader, GuardedProvider, PluginManager, Plugins
from aniworld_core.testing.world import World


class Named:
    """A provider with a name and nothing that works."""

    def __init__(self, name: str) -> None:
        self.name = name

    def search(self, query: str) -> object:
        return query

    def series(self, ref: str) -> object:
        return {"title": ref}

    def links(self, ref: str, episode: EpisodeId) -> object:
        return [Link, ref, episode]


class Raises:
    @hookimpl
    def aniworld_providers(self) -> Iterator[object]:
        yield Named("never-seen")
        raise RuntimeError("out of order")


class Works:
    @hookimpl
    def aniworld_providers(self) -> list[Named]:
        return [Named("works")]


class Typo:
    @hookimpl
    def aniworld_provider(self) -> list[Named]:
        return [Named("typo")]


def plugins(config: Config, **named: object) -> Plugins:
    manager = PluginManager()
    for name, plugin in named.items():
        manager.add(plugin, name)
    return Plugins(manager, config)


def test_a_plugin_that_raises_is_left_out_and_told(config: Config) -> None:
    found = plugins(config, raises=Raises(), works=Works())
    assert list(found.providers) == ["works"]
    assert found.manager.broken == {"raises": "RuntimeError: out of order"}


def test_an_unknown_hook_is_a_broken_plugin(config: Config) -> None:
    found = plugins(config, typo=Typo(), works=Works())
    assert "aniworld_provider" in found.manager.broken["typo"]
    assert list(found.providers) == ["works"]


def test_one_name_has_one_plugin_and_one_provider(config: Config) -> None:
    found = plugins(config, first=Works(), second=Works())
    assert list(found.providers) == ["works"]
    assert "already" in found.manager.broken["second"] or "already" in found.manager.broken["first"]
    found.manager.add(Works(), "first")
    assert len(found.providers) == 1


def test_a_provider_that_lacks_what_every_one_has_is_at_fault_itself(config: Config) -> None:
    class Bare:
        name = "bare"

    class Plugin:
        @hookimpl
        def aniworld_providers(self) -> list[Bare]:
            return [Bare()]

    bare = plugins(config, bare=Plugin()).providers["bare"]
    with pytest.raises(Unavailable, match="fault of its own: AttributeError"):
        bare.search("fern")
    with pytest.raises(Unavailable, match="fault of its own: AttributeError"):
        bare.series("fern")
    with pytest.raises(Unavailable, match="fault of its own: AttributeError"):
        bare.links("fern", EpisodeId(1, 1))


def test_wrong_answers_are_provider_errors() -> None:
    guarded = GuardedProvider(Named("odd"))  # type: ignore[arg-type]
    for call in (
        lambda: guarded.search("x"),
        lambda: guarded.series("x"),
        lambda: guarded.links("x", EpisodeId(1, 1)),
    ):
        with pytest.raises(Unavailable, match="odd"):
            call()


def test_the_guard_passes_covers_on_and_knows_who_shows_none() -> None:
    class Shows(Named):
        def cover(self, url: str) -> object:
            return b"GIF89a" if url == "https://shows.test/x.gif" else url

    shows = GuardedProvider(Shows("shows"))  # type: ignore[arg-type]
    assert shows.cover("https://shows.test/x.gif") == b"GIF89a"
    with pytest.raises(Unavailable, match="answered with str, not bytes"):
        shows.cover("https://shows.test/text")
    with pytest.raises(Gone, match="shows no covers"):
        GuardedProvider(Named("plain")).cover("x")  # type: ignore[arg-type]


def test_a_store_that_nobody_opens_is_said_so(config: Config) -> None:
    with pytest.raises(InvalidConfig, match="memory") as caught:
        Library.open(config, plugins=PluginManager())
    assert "install aniworld-stores-sql" in caught.value.hint


def test_a_store_of_an_unknown_kind_is_told_what_can_be_opened(
    world: World, config: Config
) -> None:
    found = plugins(config, world=world)
    with pytest.raises(InvalidConfig, match="'mysql'") as caught:
        found.open_store("mysql://there")
    assert caught.value.hint.endswith(
        "use sqlite:///FILE, or install a plugin that opens mysql stores."
    )


def test_wrong_settings_of_a_plugin_come_through(config: Config) -> None:
    class Strict:
        @hookimpl
        def aniworld_providers(self, config: Config) -> list[Named]:
            raise InvalidConfig(f"wrong: {config.store}")

    with pytest.raises(InvalidConfig, match="wrong: memory:"):
        _ = plugins(config, strict=Strict()).providers


def test_a_failing_sink_is_logged_and_not_felt(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[Event] = []

    def fails(event: Event) -> None:
        raise ValueError(event)

    event = MigrationFinished(result=MigrationResult(), automatic=False)
    with caplog.at_level(logging.CRITICAL):
        Fanout(fails, heard.append)(event)
    assert heard == [event]


def test_sinks_of_plugins_hear_every_event(world: World, config: Config) -> None:
    heard: list[Event] = []

    class Listener:
        @hookimpl
        def aniworld_sinks(self) -> list[object]:
            return [heard.append]

    manager = PluginManager()
    manager.add(world, "world")
    manager.add(Listener(), "listener")
    with Library.open(config, plugins=manager) as library:
        event = MigrationFinished(result=MigrationResult(), automatic=False)
        library.emit(event)
    assert heard == [event]


def test_a_failing_name_reader_reads_nothing(caplog: pytest.LogCaptureFixture) -> None:
    class Fails:
        name = "fails"

        def read(self, relative_path: str) -> None:
            raise ValueError(relative_path)

    with caplog.at_level(logging.CRITICAL):
        assert GuardedNameReader(Fails()).read("Show/what.mkv") is None
