"""Explanations of a real library: what the services and the store know is put together truly."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from aniworld_core.config import Config
from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    EpisodeId,
    Quarantined,
    QueueState,
    Release,
    ReleaseKind,
    Series,
    SeriesKey,
)
from aniworld_core.errors import EpisodeNotFound, NoStream, RateLimited, SeriesNotFound
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.services.downloads.alive import WorkerLock
from aniworld_core.services.explaining import Kind, Part
from aniworld_core.services.workers import process_name
from aniworld_core.stash import QuarantineBin
from aniworld_core.testing.arrange import item, process, video
from aniworld_core.testing.world import World

KEY, E1, E2 = SeriesKey("show"), EpisodeId(1, 1), EpisodeId(1, 2)


def kinds(library: Library, episode: EpisodeId = E1) -> list[Kind]:
    """Return which sentences are said of an episode."""
    return [one.kind for one in library.explaining.explain("show", episode).sentences]


def text(library: Library, kind: Kind, episode: EpisodeId = E1) -> str:
    """Return a sentence that is said of an episode."""
    said = library.explaining.explain("show", episode).sentences
    return next(one.text for one in said if one.kind is kind)


def change(library: Library, **fields: Any) -> None:
    """Change what is known of the first episode."""

    def changed(series: Series) -> Series:
        first, *others = series.episodes
        return evolve(series, episodes=(evolve(first, **fields), *others))

    library.store.series.update(KEY, changed)


def test_from_missing_to_downloaded(shown: Library, world: World) -> None:
    assert kinds(shown) == [Kind.LISTED_IN, Kind.NOT_QUEUED, Kind.NEVER_TRIED, Kind.FETCHED]
    shown.queue.add("show")
    assert kinds(shown, E2)[1:] == [Kind.IN_QUEUE, Kind.NEVER_TRIED, Kind.WORKED_OFF]
    assert text(shown, Kind.IN_QUEUE, E2).startswith("It is number 2 in the queue (item ")
    shown.downloads.work()
    assert kinds(shown)[1:] == [Kind.THERE_IN, Kind.DOWNLOADED, Kind.COMPLETE]
    assert "Show (2013)/Season 01/Show S01E01.mp4" in text(shown, Kind.THERE_IN)
    assert text(shown, Kind.DOWNLOADED).startswith("It was downloaded from VOE on ")


def test_a_file_that_went_away_is_remembered(shown: Library, root: Path) -> None:
    shown.queue.add("show")
    shown.downloads.work()
    (root / "Show (2013)/Season 01/Show S01E01.mp4").unlink()
    shown.scanner.scan()
    assert kinds(shown)[1:] == [Kind.NOT_QUEUED, Kind.WAS_THERE, Kind.FETCHED]


def test_a_file_that_somebody_else_put_there(shown: Library, root: Path) -> None:
    video(root / "Show (2013)/Season 01/Show S01E01.mkv")
    shown.scanner.scan()
    assert kinds(shown)[1:] == [Kind.THERE, Kind.FILE_FROM, Kind.COMPLETE]


def test_what_failed_says_so_and_what_to_do(shown: Library, world: World) -> None:
    world.streams["http://voe.test/show/S01E001"] = NoStream("There is no stream.")
    shown.queue.add("show", [E1])
    shown.downloads.work()
    assert kinds(shown)[1:] == [Kind.FAILED, Kind.TRIED_ONCE, Kind.RETRY]
    assert "There is no stream." in text(shown, Kind.TRIED_ONCE)
    number = item(shown, E1).id
    assert text(shown, Kind.RETRY).endswith(f"aniw queue retry {number}")


def test_a_resting_site_is_said_with_its_end(shown: Library, world: World) -> None:
    world.provider_error = RateLimited("Slow down.", retry_after=timedelta(hours=1))
    shown.queue.add("show", [E1])
    shown.downloads.work()
    assert kinds(shown)[1:] == [Kind.PUT_BACK, Kind.SITE_RESTS, Kind.NEVER_TRIED, Kind.AGAIN]
    assert kinds(shown, E2)[-1] is Kind.FETCHED_AFTER


def test_a_resting_hoster_is_said_of_the_episodes_that_it_has(shown: Library) -> None:
    change(shown, hosters=("VOE",))
    error = RateLimited("Slow down.", retry_after=timedelta(hours=1))
    shown.conditions.note_hoster("VOE", error)
    assert kinds(shown)[1:] == [
        Kind.NOT_QUEUED,
        Kind.HOSTER_RESTS,
        Kind.NEVER_TRIED,
        Kind.FETCHED_AFTER,
    ]
    assert Kind.HOSTER_RESTS not in kinds(shown, E2)


def test_a_paused_queue(shown: Library) -> None:
    shown.queue.add("show", [E1])
    shown.queue.pause()
    assert kinds(shown)[1:] == [
        Kind.IN_QUEUE,
        Kind.QUEUE_PAUSED,
        Kind.NEVER_TRIED,
        Kind.RESUME_QUEUE,
    ]
    shown.queue.resume()
    shown.queue.pause(item(shown, E1).id)
    assert item(shown, E1).state is QueueState.PAUSED
    assert kinds(shown)[1:] == [Kind.ITEM_PAUSED, Kind.NEVER_TRIED, Kind.RESUME_ITEM]


def test_what_the_user_left_out(shown: Library) -> None:
    shown.catalog.ignore("show", E1)
    assert kinds(shown)[1:] == [Kind.IGNORED, Kind.NEVER_TRIED, Kind.UNDO_IGNORE]
    assert text(shown, Kind.UNDO_IGNORE).endswith("aniw ignore show S01E01 --undo")
    shown.catalog.configure("show", monitored=False)
    assert kinds(shown, E2)[1:] == [Kind.UNMONITORED, Kind.NEVER_TRIED, Kind.MONITOR]


def test_a_download_that_began_and_one_whose_worker_died(shown: Library) -> None:
    shown.queue.add("show", [E1])
    other = process_name("")
    with WorkerLock(shown.config.data / "workers", other):
        assert shown.store.queue.claim(other, timedelta(minutes=2), datetime.now(UTC))
        sign = Path(shown.config.data / "workers" / f"{other.replace(':', '_')}.lock")
        assert kinds(shown)[1:] == [Kind.BEGUN, Kind.NEVER_TRIED, Kind.FINISHES]
    sign.touch()
    assert kinds(shown)[1:] == [Kind.INTERRUPTED, Kind.NEVER_TRIED, Kind.WORKED_OFF]


def test_the_host_of_a_download_where_several_processes_work(shown: Library) -> None:
    shown.queue.add("show", [E1])
    assert shown.store.queue.claim("attic.lan:7:0a", timedelta(minutes=2), datetime.now(UTC))
    process(shown, "attic.lan:7:0a")
    process(shown, "barn:12:4e", datetime.now(UTC) - timedelta(hours=2))  # it is silent
    assert Kind.RUNS_ON not in kinds(shown)
    process(shown, "barn:12:4e")
    assert text(shown, Kind.RUNS_ON) == "The host attic.lan downloads it."


def test_what_is_announced_and_when_it_is_expected(shown: Library) -> None:
    change(shown, upcoming=True, languages=())
    assert kinds(shown) == [Kind.ANNOUNCED, Kind.NEVER_TRIED, Kind.COMES]
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    coming = Release(
        provider="site",
        ref="SHOW",
        title="Show",
        kind=ReleaseKind.COMING,
        episode=E1,
        day=tomorrow,
        language=GER_SUB,
    )
    shown.store.releases.replace("site", ReleaseKind.COMING, [coming], datetime.now(UTC))
    assert text(shown, Kind.EXPECTED_IN) == f"The site expects it in ger-sub on {tomorrow}."


def test_other_languages_and_a_wait_for_the_first_one(shown: Library) -> None:
    change(shown, languages=(GER_SUB,))
    shown.catalog.configure("show", languages=(GER_DUB,))
    assert kinds(shown)[1:] == [Kind.OTHER_LANGUAGES, Kind.NEVER_TRIED, Kind.TAKE_OTHER]
    assert text(shown, Kind.TAKE_OTHER).endswith("aniw download show S01E01 --language ger-sub")
    shown.catalog.configure("show", languages=(GER_DUB, GER_SUB), wait_days=3)
    assert kinds(shown)[1:3] == [Kind.NOT_QUEUED, Kind.NOT_AWAITED]
    change(shown, offered=datetime.now(UTC))
    assert kinds(shown)[1:] == [Kind.FIRST_AWAITED, Kind.NEVER_TRIED, Kind.FETCHED_WITHOUT]


def test_a_file_in_a_later_language(shown: Library, root: Path) -> None:
    video(root / "Show (2013)/Season 01/Show S01E01 [ger-sub].mkv")
    shown.scanner.scan()
    shown.catalog.configure("show", languages=(GER_DUB, GER_SUB), replace=True)
    assert kinds(shown)[1:] == [
        Kind.THERE_IN,
        Kind.BETTER_OFFERED,
        Kind.FILE_FROM,
        Kind.FETCHED,
        Kind.UPGRADES,
    ]
    change(shown, languages=(GER_SUB,))
    assert kinds(shown)[1:] == [
        Kind.THERE_IN,
        Kind.BETTER_AWAITED,
        Kind.FILE_FROM,
        Kind.UPGRADE_LATER,
    ]


def test_a_folder_that_cannot_be_told_and_one_that_is_gone(shown: Library, root: Path) -> None:
    shown.store.series.update(KEY, lambda series: evolve(series, year=None))
    video(root / "Show (2001)/Show S01E01.mkv")
    video(root / "Show (2019)/Show S01E01.mkv")
    shown.scanner.scan()
    assert "Show (2001), Show (2019)" in text(shown, Kind.UNCLEAR_FOLDER)
    assert kinds(shown)[-1] is Kind.MATCH
    root.rename(root.parent / "elsewhere")
    assert kinds(shown)[-1] is Kind.MEND
    assert str(root) in text(shown, Kind.NO_LIBRARY)


def test_a_site_without_its_plugin(shown: Library, config: Config, world: World) -> None:
    with Library.open(config, plugins=PluginManager(), store=world.store) as bare:
        assert kinds(bare)[1:] == [
            Kind.NOT_QUEUED,
            Kind.NO_PLUGIN,
            Kind.NEVER_TRIED,
            Kind.INSTALL,
        ]


def test_a_file_that_failed_its_check_is_named(shown: Library, root: Path) -> None:
    record = Quarantined(
        id="20261123-120000-0a1b2c",
        at=datetime.now(UTC),
        key=KEY,
        episode=E1,
        hoster="VOE",
        language=GER_DUB,
        reason="It is too short.",
        file="video.mp4",
        size=4,
    )
    QuarantineBin(root).put(record, video(root / "video.mp4"))
    assert text(shown, Kind.QUARANTINED).endswith("(20261123-120000-0a1b2c): It is too short.")
    assert Kind.QUARANTINED not in kinds(shown, E2)


def test_a_full_disk_holds_what_would_be_downloaded(shown: Library, config: Config) -> None:
    full = evolve(config, downloads=evolve(config.downloads, reserve=10**18))
    with Library.open(full, plugins=shown.plugins.manager, store=shown.store) as held:
        assert kinds(held)[1:] == [
            Kind.NOT_QUEUED,
            Kind.HELD,
            Kind.NEVER_TRIED,
            Kind.FETCHED_WITH_ROOM,
        ]
        held.queue.add("show")
        assert kinds(held)[-1] is Kind.AGAIN_WITH_ROOM


def test_the_parts_come_in_order(shown: Library) -> None:
    explained = shown.explaining.explain("show", E1)
    assert (explained.key, explained.episode, explained.series) == (KEY, E1, "Show")
    parts = list(Part)
    order = [parts.index(one.part) for one in explained.sentences]
    assert order == sorted(order)


def test_what_is_not_known_cannot_be_explained(shown: Library) -> None:
    with pytest.raises(SeriesNotFound):
        shown.explaining.explain("other", E1)
    with pytest.raises(EpisodeNotFound):
        shown.explaining.explain("show", EpisodeId(9, 9))
