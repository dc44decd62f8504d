"""``aniw download``: what it queues, what it tells, and its exit codes."""

import re
from datetime import UTC, datetime, timedelta

from attrs import evolve

from aniworld_cli.testing import Aniw
from aniworld_core.entities import Episode, EpisodeId, Series, SeriesKey
from aniworld_core.errors import NoStream, Unavailable


def names(aniw: Aniw) -> set[str]:
    """Return the names of all videos in the library."""
    return {file.name for file in aniw.root.rglob("*.mp4")}


def test_everything_missing_is_downloaded(with_fern: Aniw) -> None:
    result = with_fern("download")
    assert result.stdout == "4 downloaded, 0 failed, 0 to be tried again later.\n"
    assert "fern S01E03: done, " in result.stderr
    assert len(names(with_fern)) == 6
    assert with_fern.json("missing")["total"] == 0


def test_named_episodes_only(with_fern: Aniw) -> None:
    document = with_fern.json("download", "fern", "S01E04")
    assert [item["episode"] for item in document["queued"]] == ["S01E004"]
    (done,) = document["finished"]
    assert (with_fern.root / done["path"]).stat().st_size == done["size"]
    assert names(with_fern) == {"Fern S01E01.mp4", "Fern S01E02.mp4", "Fern S01E04.mp4"}


def test_dry_run_downloads_nothing(with_fern: Aniw) -> None:
    assert "Would be queued and downloaded:" in with_fern("download", "--dry-run").stdout
    document = with_fern.json("download", "fern", "--dry-run")
    assert len(document["queued"]) == 4
    assert document["finished"] == []
    assert len(names(with_fern)) == 2
    assert with_fern.json("queue", "list")["items"] == []


def test_nothing_to_do_is_done(with_fern: Aniw) -> None:
    with_fern("ignore", "fern", "S00", "S01")
    assert with_fern("download").stdout.startswith("0 downloaded")
    assert "Nothing would be downloaded." in with_fern("download", "--dry-run").stdout


def test_one_failure_is_partly_failed_and_named(with_fern: Aniw) -> None:
    with_fern.world.streams["http://voe.test/fern/S01E003"] = NoStream("There is no stream.")
    result = with_fern("download", code=3)
    assert "3 downloaded, 1 failed" in result.stdout
    assert "  fern S01E03: " in result.stdout
    assert "aniw queue retry" in result.stdout
    assert "VOE (ger-dub) did not work: There is no stream." in result.stderr


def test_only_failures_is_an_error(with_fern: Aniw) -> None:
    for url in with_fern.world.streams:
        with_fern.world.streams[url] = NoStream("There is no stream.")
    document = with_fern.json("download", "fern", "S01E03", code=1)
    assert [item["episode"] for item in document["failed"]] == ["S01E003"]
    assert document["waiting"] == []


def test_queued_adds_nothing(with_fern: Aniw) -> None:
    with_fern("queue", "add", "fern", "S01E05")
    document = with_fern.json("download", "--queued")
    assert document["queued"] == []
    assert [item["episode"] for item in document["finished"]] == ["S01E005"]
    assert with_fern.error("download", "fern", "--queued", code=2)["type"] == "UsageError"


def test_a_paused_queue_is_said_to_be_paused(with_fern: Aniw) -> None:
    with_fern("queue", "pause")
    assert with_fern.json("download", code=3)["paused"] is True
    assert "aniw queue resume" in with_fern("download", code=3).stdout


def test_a_series_with_an_unclear_folder_is_left_out_and_the_rest_is_done(
    with_fern: Aniw, fern: Series
) -> None:
    oak = evolve(fern, key=SeriesKey("oak"), ref="oak", title="Oak", year=None)
    with_fern.world.offer(oak)
    with_fern("add", "oak")
    with_fern.video("Oak (2001)/Oak S01E01.mp4")
    with_fern.video("Oak (2019)/Oak S01E01.mp4")
    with_fern("scan", "--offline")
    result = with_fern("download", code=3)
    assert "Left out: oak, which could be in Oak (2001) or Oak (2019)" in result.stdout
    assert "4 downloaded" in result.stdout
    assert with_fern.error("download", "oak", code=1)["type"] == "AmbiguousFolder"


def test_unknown_series_and_episodes(with_fern: Aniw) -> None:
    assert with_fern.error("download", "oak", code=1)["type"] == "SeriesNotFound"
    assert with_fern.error("download", "fern", "S09", code=1)["type"] == "EpisodeNotFound"


def test_the_highest_episode_number_is_a_setting(with_fern: Aniw, fern: Series) -> None:
    long = (*fern.episodes, Episode(id=EpisodeId(1, 1100)))
    with_fern.world.offer(evolve(fern, episodes=long))
    with_fern("scan", "fern")
    assert with_fern.error("download", "fern", "S01E1100", code=2)["type"] == "InvalidValue"
    with_fern.environment["ANIWORLD_SCANNER__EPISODE_LIMIT"] = "2000"
    document = with_fern.json("download", "fern", "S01E1100", "--dry-run")
    assert [item["episode"] for item in document["queued"]] == ["S01E1100"]


def test_a_library_folder_that_is_gone_stops_everything(with_fern: Aniw) -> None:
    with_fern.root.rename(with_fern.root.parent / "elsewhere")
    assert with_fern.error("download", code=1)["type"] == "LibraryUnavailable"


def test_what_is_missing_says_that_the_folder_is_gone(with_fern: Aniw) -> None:
    with_fern.root.rename(with_fern.root.parent / "elsewhere")
    assert f"There is no folder {with_fern.root}" in with_fern("missing").stderr


def test_a_dry_run_refuses_a_folder_that_the_real_run_refuses(with_fern: Aniw) -> None:
    (with_fern.root / "Fern (2013)").rename(with_fern.root.parent / "elsewhere")
    assert with_fern.error("download", "--dry-run", code=1)["type"] == "LibraryUnavailable"


def test_what_is_named_comes_first(with_fern: Aniw) -> None:
    with_fern.environment["ANIWORLD_DOWNLOADS__WORKERS"] = "1"
    with_fern("queue", "add", "fern", "S01E03-E05")
    result = with_fern("download", "fern", "S01E05", "S00E01")
    assert "These come first; what else is queued comes behind them." in result.stderr
    done = with_fern.json("history")["entries"]
    order = [one["episode"] for one in reversed(done) if one["kind"] == "downloaded"]
    assert set(order[:2]) == {"S00E001", "S01E005"}


def test_what_is_named_comes_before_what_an_interrupted_run_left(with_fern: Aniw) -> None:
    with_fern.environment["ANIWORLD_DOWNLOADS__WORKERS"] = "1"
    with_fern("queue", "add", "fern", "S01E03-E04")
    queue = with_fern.world.store.queue
    queue.claim("gone", timedelta(), datetime.now(UTC))
    with_fern("download", "fern", "S01E05")
    done = with_fern.json("history")["entries"]
    order = [one["episode"] for one in reversed(done) if one["kind"] == "downloaded"]
    assert order[0] == "S01E005"


def test_what_is_there_already_is_said_to_be_there(with_fern: Aniw) -> None:
    told = with_fern("download", "fern", "S01E01").stdout
    assert told.startswith("fern S01E01 is in the library already")


def test_what_is_tried_again_says_when(with_fern: Aniw) -> None:
    with_fern.environment["ANIWORLD_DOWNLOADS__BACKOFF"] = "100"
    with_fern.world.streams["http://voe.test/fern/S01E003"] = Unavailable("The site is down.")
    result = with_fern("download", "fern", "S01E03", code=3)
    again = r"The site is down\..*\(next try (\S+ )?\d\d:\d\d:\d\d\)"
    assert re.search(again, result.stdout)
    assert re.search(again, result.stderr)


def test_quiet_leaves_only_the_answer(with_fern: Aniw) -> None:
    result = with_fern("download", "-q")
    assert result.stderr == ""
    assert "4 downloaded" in result.stdout
