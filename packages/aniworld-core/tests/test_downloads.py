"""Downloads: each link in turn, a file in its place, and an honest word about everything else."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import (
    ENG_DUB,
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    EpisodeId,
    HistoryKind,
    QueueState,
    SeriesKey,
)
from aniworld_core.errors import (
    Blocked,
    Gone,
    NoStream,
    RateLimited,
    Unavailable,
    WrongFile,
)
from aniworld_core.events import (
    DownloadFinished,
    DownloadProgress,
    Event,
    LinkFailed,
    SeriesChanged,
)
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import Report
from aniworld_core.testing.arrange import files, item, show
from aniworld_core.testing.world import VIDEO, World

E1, E2 = EpisodeId(1, 1), EpisodeId(1, 2)


def test_missing_episodes_become_files(shown: Library, root: Path, events: list[Event]) -> None:
    shown.queue.add("show")
    result = shown.downloads.work()
    assert (result.finished, result.failed, result.waiting) == (2, 0, 0)
    assert files(root) == [
        "Show (2013)/Season 01/Show S01E01.mp4",
        "Show (2013)/Season 01/Show S01E02.mp4",
    ]
    content = (root / "Show (2013)/Season 01/Show S01E01.mp4").read_bytes()
    assert content == VIDEO + b"http://voe.test/show/S01E001"
    assert list(shown.missing.find()) == []
    assert {event.path for event in events if isinstance(event, DownloadFinished)} == set(
        files(root)
    )
    assert any(isinstance(event, DownloadProgress) for event in events)
    assert not list((root / ".aniworld/incomplete").iterdir())


def test_the_folder_that_a_download_makes_is_told(shown: Library, events: list[Event]) -> None:
    shown.queue.add("show")
    before = len(events)
    shown.downloads.work()
    kinds = [type(event) for event in events[before:]]
    assert kinds.count(SeriesChanged) == 1
    assert kinds.index(SeriesChanged) < kinds.index(DownloadFinished)
    assert shown.catalog.get("show").folder == "Show (2013)"


def test_a_file_that_is_there_costs_no_request(shown: Library, world: World, root: Path) -> None:
    there = root / "Show (2013)/Season 01/Show S01E01.mkv"
    there.parent.mkdir(parents=True)
    there.write_bytes(VIDEO)
    shown.queue.add("show", [E1])
    assert shown.downloads.work().finished == 1
    assert world.opened == []
    assert there.read_bytes() == VIDEO
    assert shown.store.history.of(SeriesKey("show"))[0].kind is HistoryKind.ADOPTED


def test_languages_come_before_hosters(world: World, library: Library) -> None:
    world.offer(show(E1))
    world.links.clear()
    for language in (ENG_SUB, GER_SUB, GER_DUB):
        for hoster in ("VOE", "Vidoza"):
            url = f"http://{hoster}.test/{language}"
            world.link(E1, url, hoster, language)
            world.streams[url] = NoStream("Nothing to read here.")
    library.catalog.add("show")
    wanted = evolve(library.config.downloads.wanted(), hosters=("vidoza",))
    library.queue.add("show", wanted=wanted)
    assert library.downloads.work().failed == 1
    tried = [
        (entry.language, entry.hoster)
        for entry in reversed(library.store.history.of(SeriesKey("show")))
        if entry.kind is HistoryKind.TRIED
    ]
    assert tried == [
        (language, hoster)
        for language in (GER_DUB, GER_SUB, ENG_SUB)
        for hoster in ("Vidoza", "VOE")
    ]
    assert "Vidoza (ger-dub): Nothing to read here." in item(library, E1).reason


def test_one_bad_link_is_told_and_the_next_one_tried(
    world: World, library: Library, events: list[Event]
) -> None:
    world.offer(show(E1))
    world.streams["http://voe.test/show/S01E001"] = Gone("The video was deleted.")
    world.link(E1, "http://vidoza.test/1", "Vidoza")
    library.catalog.add("show")
    library.queue.add("show")
    assert library.downloads.work().finished == 1
    assert world.fetched == ["http://vidoza.test/1"]
    (failed,) = (event for event in events if isinstance(event, LinkFailed))
    assert (failed.hoster, failed.reason) == ("VOE", "The video was deleted.")


def test_one_bad_episode_stops_nothing_else(shown: Library, world: World) -> None:
    world.streams["http://voe.test/show/S01E001"] = NoStream("Hidden.")
    shown.queue.add("show")
    result = shown.downloads.work()
    assert (result.finished, result.failed) == (1, 1)
    assert item(shown, E1).state is QueueState.FAILED


@pytest.mark.parametrize("error", [Unavailable("Down."), WrongFile("Cut."), ValueError("bug")])
def test_what_may_pass_is_tried_until_the_limit(
    world: World, config: Config, library: Library, error: Exception
) -> None:
    world.offer(show(E1))
    world.streams["http://voe.test/show/S01E001"] = error
    library.catalog.add("show")
    library.queue.add("show")
    assert library.downloads.work().failed == 1
    kept = item(library, E1)
    assert kept.state is QueueState.FAILED
    tries = [e for e in library.store.history.of() if e.kind is HistoryKind.TRIED]
    assert len(tries) == (1 if isinstance(error, ValueError) else config.downloads.attempts)


def test_a_rate_limit_waits_and_does_not_count(world: World, library: Library) -> None:
    world.offer(show(E1))
    world.streams["http://voe.test/show/S01E001"] = RateLimited(
        "Slow down.", retry_after=timedelta(hours=2)
    )
    library.catalog.add("show")
    library.queue.add("show")
    before = datetime.now(UTC)
    assert library.downloads.work().waiting == 1
    waiting = item(library, E1)
    assert waiting.attempts == 0
    assert waiting.state is QueueState.QUEUED
    assert waiting.next_try is not None
    assert waiting.next_try >= before + timedelta(hours=2)


def test_a_blocking_site_rests_for_all_its_items(shown: Library, world: World) -> None:
    world.provider_error = Blocked("A captcha is asked for.")
    shown.queue.add("show")
    assert shown.downloads.work().waiting == 2
    assert len(world.opened) == 1
    assert [kept.attempts for kept in shown.queue.page()] == [0, 0]
    assert {kept.reason for kept in shown.queue.page()} == {"A captcha is asked for."}
    (rest,) = shown.conditions.resting()
    assert (rest.provider, rest.reason) == ("site", "A captcha is asked for.")
    assert rest.rests_at(datetime.now(UTC))


def test_links_in_other_languages_only_fail_in_words(world: World, library: Library) -> None:
    world.offer(show(E1))
    world.links.clear()
    world.link(E1, "http://voe.test/1", language=ENG_DUB)
    library.catalog.add("show")
    library.queue.add("show", [E1])
    library.downloads.work()
    assert item(library, E1).reason == "It is offered in other languages only: eng-dub."


def test_one_host_serves_one_download_at_a_time(world: World, config: Config) -> None:
    ids = [EpisodeId(1, number) for number in range(1, 9)]
    world.offer(show(*ids))
    running, most, guard = 0, 0, threading.Lock()

    def count(report: Report) -> None:
        nonlocal running, most
        with guard:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.01)
        report(1, 2)
        with guard:
            running -= 1

    world.during_fetch = count
    busy = evolve(config, downloads=evolve(config.downloads, workers=4))
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(busy, plugins=manager) as library:
        library.catalog.add("show")
        library.queue.add("show")
        assert library.downloads.work().finished == len(ids)
    assert most == 1
