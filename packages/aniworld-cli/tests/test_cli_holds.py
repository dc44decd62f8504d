"""What downloads wait for is told: sites and hosters that rest, a full disk, the hours, how many an hour."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from aniworld_cli.testing import Aniw
from aniworld_core.entities import QueueState
from aniworld_core.errors import RateLimited, Unavailable


def closed() -> str:
    """Return a time of the day for downloads that begins in two hours."""
    begin = datetime.now().astimezone() + timedelta(hours=2)
    return f"{begin:%H:%M}-{begin + timedelta(hours=1):%H:%M}"


@pytest.fixture
def queued(with_fern: Aniw) -> Aniw:
    """Return the program with three episodes queued."""
    with_fern("queue", "add", "fern", "S01E03-E05")
    return with_fern


def test_a_full_disk_holds_all_and_says_what_to_do(queued: Aniw) -> None:
    queued.environment["ANIWORLD_DOWNLOADS__RESERVE"] = str(10**18)
    result = queued("download", "--queued", code=3)
    assert f"No download begins: The disk of {queued.root} has " in result.stderr
    assert "0 downloaded, 0 failed, 0 to be tried again later." in result.stdout
    assert f"3 items had to wait: The disk of {queued.root} has " in result.stdout
    assert result.stdout.endswith("To go on: aniw download --queued\n")
    document = queued.json("download", "--queued", code=3)
    assert (document["hold"]["kind"], document["hold"]["until"]) == ("disk", None)
    assert f"Held: The disk of {queued.root}" in queued("queue", "list").stdout
    assert queued.json("queue", "list")["hold"]["kind"] == "disk"
    queued.environment["ANIWORLD_DOWNLOADS__RESERVE"] = "0"
    assert queued.json("download", "--queued")["hold"] is None


def test_outside_of_the_hours_the_way_on_has_its_time(queued: Aniw) -> None:
    queued.environment["ANIWORLD_DOWNLOADS__WINDOW"] = window = closed()
    begin = window.partition("-")[0]
    result = queued("download", "--queued", code=3)
    at = rf"(\S+ )?{begin}:00"
    assert re.search(f"No download begins until {at}: Downloads begin from {begin}", result.stderr)
    assert re.search(f"To go on, from {at} on: aniw download --queued", result.stdout)
    assert re.search(rf"Held until \S+ {begin}: ", queued("queue", "list").stdout)
    explained = queued("explain", "fern", "S01E03").stdout
    assert re.search(rf"Nothing is downloaded until \S+ {begin}: ", explained)
    assert re.search(rf"It is tried again from \S+ {begin} on, by ", explained)


def test_as_many_as_an_hour_may_have(queued: Aniw) -> None:
    queued.environment["ANIWORLD_DOWNLOADS__PER_HOUR"] = "2"
    document = queued.json("download", "--queued", code=3)
    assert len(document["finished"]) == 2
    assert document["hold"]["kind"] == "hourly"
    assert document["hold"]["until"].endswith("Z")


def test_a_site_that_rests_is_told_with_its_end(queued: Aniw) -> None:
    queued.world.provider_error = RateLimited("Slow down.", retry_after=timedelta(hours=1))
    result = queued("download", "--queued", code=3)
    assert re.search(r"site is left alone until (\S+ )?[\d:]{8}: Slow down\.", result.stderr)
    again = queued("download", "--queued", code=3)
    assert "Waiting until " in again.stderr
    assert ", 3 items: Slow down.\n" in again.stderr
    assert "3 more items in the queue; see: aniw queue list" in again.stdout


def test_a_hoster_that_rests_is_told_with_its_end(queued: Aniw) -> None:
    for url in queued.world.streams:
        queued.world.streams[url] = Unavailable("HTTP 503.", retry_after=timedelta(hours=1))
    result = queued("download", "--queued", code=3)
    assert "hoster VOE is left alone until " in result.stderr
    assert "hoster VOE: does not work, and is left alone until 2" in queued("doctor").stdout
    assert "but for the warnings" in queued("doctor").stdout
    assert "warning" in queued("doctor").stdout


def test_a_running_item_can_be_paused(queued: Aniw) -> None:
    store, now = queued.world.store, datetime.now(UTC)
    item = store.queue.claim("worker", timedelta(minutes=1), now)
    assert item is not None
    assert queued.json("queue", "pause", str(item.id))["changed"] is True
    paused = store.queue.get(item.id)
    assert paused is not None
    assert paused.state is QueueState.PAUSED
    assert "and paused there." in queued("explain", "fern", str(item.episode)).stdout
