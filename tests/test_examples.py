"""The example of every hook is a working plugin."""

import importlib
import json
from pathlib import Path

import pytest

from aniworld_cli import hookspecs as cli_hookspecs
from aniworld_cli.main import program
from aniworld_core.config import parse
from aniworld_core.entities import (
    EpisodeId,
    Failure,
    Language,
    Link,
    NamedEpisodes,
    SeriesKey,
    Stream,
    StreamKind,
    Wanted,
)
from aniworld_core.errors import Cancelled, Gone, InvalidConfig
from aniworld_core.events import DownloadFinished, DownloadStarted, Event, ScanStarted
from aniworld_core.memory import MemoryStore
from aniworld_core.plugins import PluginManager, Plugins
from aniworld_core.ports import OldSeries
from tools.docs.hooks import EXAMPLES, hooks

EPISODE = EpisodeId(1, 1)
WANTED = Wanted(languages=(Language("ger-dub"),))
SHELF = {
    "blue-harbour": {"title": "Blue Harbour", "episodes": {"S01E01": {"Box": "file:///a.mkv"}}}
}


@pytest.fixture(autouse=True)
def _examples_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(EXAMPLES)


def manager(hook: str) -> PluginManager:
    made = PluginManager(cli_hookspecs)
    made.add(importlib.import_module(hook), hook)
    assert not made.broken
    return made


def plugins(hook: str, **sections: object) -> Plugins:
    return Plugins(manager(hook), parse(sections))


def test_every_hook_has_an_example_and_every_example_a_hook() -> None:
    assert {hook.__name__ for hook in hooks()} == {
        path.stem for path in EXAMPLES.glob("aniworld_*.py")
    }


@pytest.mark.parametrize("hook", [hook.__name__ for hook in hooks()])
def test_an_example_implements_its_hook(hook: str) -> None:
    assert [impl.plugin_name for impl in getattr(manager(hook).hook, hook).get_hookimpls()] == [
        hook
    ]


def test_the_shelf_finds_reads_and_links(tmp_path: Path) -> None:
    path = tmp_path / "shelf.json"
    path.write_text(json.dumps(SHELF), "utf-8")
    shelf = plugins("aniworld_providers", providers={"shelf": {"path": str(path)}}).providers[
        "shelf"
    ]
    assert [hit.ref for hit in shelf.search("harbour")] == ["blue-harbour"]
    assert shelf.search("nothing of the kind") == []
    series = shelf.series("blue-harbour")
    assert series.key == "blue-harbour"
    assert [episode.id for episode in series.episodes] == [EPISODE]
    assert [link.hoster for link in shelf.links("blue-harbour", EPISODE)] == ["Box"]
    with pytest.raises(Gone):
        shelf.series("red-harbour")
    with pytest.raises(Gone):
        shelf.links("blue-harbour", EpisodeId(1, 2))


def test_the_store_in_memory_opens_by_its_scheme_only() -> None:
    found = plugins("aniworld_open_store")
    assert isinstance(found.open_store("memory:"), MemoryStore)
    with pytest.raises(InvalidConfig):
        found.open_store("sqlite:///library.db")


def test_relays_of_one_name_hear_each_other() -> None:
    found, heard = plugins("aniworld_open_relay"), list[Event]()
    one, other, stranger = (found.open_relay(f"memory:{name}") for name in "aab")
    for relay in (one, stranger):
        relay.subscribe(heard.append)
    event = ScanStarted(folders=1)
    other.publish(event)
    assert heard == [event]
    with pytest.raises(InvalidConfig):
        found.open_relay("redis://box")


def test_the_csv_list_is_read_line_by_line(tmp_path: Path) -> None:
    (migrator,) = plugins("aniworld_migrators").migrators
    assert not migrator.fits(tmp_path)
    (tmp_path / "series.csv").write_text("Blue Harbour,Blue Harbour (2020)\nlonely\n", "utf-8")
    assert migrator.fits(tmp_path)
    assert migrator.count(tmp_path) == 2
    series, failure = migrator.read(tmp_path)
    assert isinstance(series, OldSeries)
    assert (series.series.key, series.series.folder) == ("blue-harbour", "Blue Harbour (2020)")
    assert isinstance(failure, Failure)
    assert failure.path == "series.csv:2"


def test_a_direct_link_is_its_own_stream() -> None:
    (resolver,) = plugins("aniworld_resolvers").resolvers
    link = Link(hoster="Box", language=Language("ger-dub"), url="http://localhost/a.mp4?x=1")
    assert resolver.accepts(link)
    assert not resolver.accepts(Link(hoster="Box", language=link.language, url="http://localhost/"))
    assert resolver.resolve(link, WANTED) == Stream(url=link.url, kind=StreamKind.FILE)


def test_the_copier_copies_reports_and_stops(tmp_path: Path) -> None:
    (downloader,) = plugins("aniworld_downloaders").downloaders
    source, target = tmp_path / "a b.mkv", tmp_path / "target"
    source.write_bytes(b"x" * 3_000_000)
    target.mkdir()
    stream = Stream(url=source.as_uri(), kind=StreamKind.FILE)
    reports: list[tuple[int, int | None]] = []

    def stop(_received: int, _total: int | None) -> None:
        raise Cancelled("Enough.")

    assert downloader.accepts(stream)
    with pytest.raises(Cancelled):
        downloader.fetch(stream, target, stop)
    copy = downloader.fetch(stream, target, lambda *report: reports.append(report))
    assert copy.read_bytes() == source.read_bytes()
    assert reports[-1] == (3_000_000, 3_000_000)
    source.unlink()
    with pytest.raises(Gone):
        downloader.fetch(stream, target, stop)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("Blue Harbour/blue.harbour.103.mkv", NamedEpisodes(episodes=(EpisodeId(1, 3),))),
        ("Blue Harbour/blue.harbour.1080.mkv", None),
    ],
)
def test_three_digits_are_season_and_episode(path: str, named: NamedEpisodes | None) -> None:
    (reader,) = plugins("aniworld_name_readers").name_readers
    assert reader.read(path) == named


def test_the_diary_notes_finished_downloads_only(tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    (sink,) = plugins("aniworld_sinks", plugins={"diary": {"path": str(diary)}}).sinks
    key = SeriesKey("blue-harbour")
    sink(DownloadStarted(id=1, key=key, episode=EPISODE))
    assert not diary.exists()
    sink(DownloadFinished(id=1, key=key, episode=EPISODE, path="a.mkv", size=1))
    assert diary.read_text("utf-8") == "blue-harbour S01E001 a.mkv\n"


def test_the_command_stands_beside_the_built_in_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        program(lambda: manager("aniworld_commands")).main(["cheer", "Ann"])
    assert done.value.code == 0
    assert "Hold on, Ann" in capsys.readouterr().out
