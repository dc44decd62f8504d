"""Commands about the queue and what was done: queue, history."""

from datetime import UTC, datetime, timedelta

import pytest

from aniworld_cli.testing import Aniw
from aniworld_core.errors import NoStream


def queued(aniw: Aniw, *options: str) -> list[tuple[int, str, str]]:
    """Return number, episode and state of the queue's items."""
    items = aniw.json("queue", "list", *options)["items"]
    return [(item["id"], item["episode"], item["state"]) for item in items]


@pytest.fixture
def three(with_fern: Aniw) -> Aniw:
    """Return the program with three episodes queued."""
    with_fern("queue", "add", "fern", "S01E03-E05")
    return with_fern


def test_an_empty_queue_says_how_to_fill_it(aniw: Aniw) -> None:
    assert aniw("queue", "list").stdout == "The queue is empty. Try: aniw queue add KEY\n"
    document = aniw.json("queue", "list")
    assert document["items"] == []
    assert set(document["counts"].values()) == {0}


def test_no_item_in_a_state_is_no_empty_queue(three: Aniw) -> None:
    told = three("queue", "list", "--state", "failed").stdout
    assert told == "None of the queue's 3 items is in that state. See: aniw queue list\n"


def test_a_dry_run_pauses_only_what_can_be_paused(three: Aniw) -> None:
    three("download", "--queued")
    (done, *_) = queued(three)
    assert (
        "nothing was changed" in three("queue", "pause", str(done[0]), "--dry-run", code=1).stdout
    )
    assert (
        "nothing was changed" in three("queue", "resume", str(done[0]), "--dry-run", code=1).stdout
    )
    assert "would be paused" in three("queue", "pause", "--dry-run").stdout


def test_what_failed_is_retried_by_a_command_of_its_own(three: Aniw) -> None:
    for url in three.world.streams:
        three.world.streams[url] = NoStream("There is no stream.")
    three("download", "--queued", code=1)
    told = three("missing", "--reason", "failed").stdout
    assert "Next: aniw queue retry, then aniw download --queued" in told


def test_add_named_episodes(with_fern: Aniw) -> None:
    document = with_fern.json("queue", "add", "fern", "S01E03", "S00")
    assert document["queued"] == 2
    assert [item["episode"] for item in document["items"]] == ["S00E001", "S01E003"]
    assert all(item["id"] for item in document["items"])


def test_add_without_episodes_queues_what_is_missing(with_fern: Aniw) -> None:
    assert with_fern.json("queue", "add", "fern")["queued"] == 4
    assert "aniw download --queued" in with_fern("queue", "add", "fern", "S01E03").stdout


def test_add_of_what_is_there_queues_nothing(with_fern: Aniw) -> None:
    assert with_fern("queue", "add", "fern", "S01E01").stdout == (
        "Nothing to queue: nothing is missing, or it is on the disk already.\n"
    )


def test_add_dry_run_queues_nothing(with_fern: Aniw) -> None:
    document = with_fern.json("queue", "add", "fern", "--dry-run")
    assert document["queued"] == 4
    assert {item["id"] for item in document["items"]} == {None}
    assert "Would be queued:\n  fern S00E01\n" in (
        with_fern("queue", "add", "fern", "--dry-run").stdout
    )
    assert queued(with_fern) == []


def test_add_with_a_policy_of_its_own(with_fern: Aniw) -> None:
    policy = ("--language", "ger-sub", "--language", "eng-sub", "--hoster", "VOE")
    with_fern("queue", "add", "fern", "S01E03", *policy, "--quality", "720p", "--priority", "5")
    (item,) = with_fern.json("queue", "list")["items"]
    assert item["priority"] == 5
    assert item["wanted"] == {
        "languages": ["ger-sub", "eng-sub"],
        "hosters": ["VOE"],
        "quality": "720p",
        "better_than": None,
    }


@pytest.mark.parametrize("option", ["--language", "--quality"])
def test_add_refuses_an_unknown_policy(with_fern: Aniw, option: str) -> None:
    error = with_fern.error("queue", "add", "fern", option, "klingon", code=2)
    assert error["type"] == "InvalidValue"


def test_list_in_working_order(three: Aniw) -> None:
    lines = three("queue", "list").stdout.splitlines()
    assert lines[0].split()[:4] == ["ID", "SERIES", "EPISODE", "STATE"]
    assert [line.split()[2] for line in lines[1:]] == ["S01E03", "S01E04", "S01E05"]


def test_list_by_state(three: Aniw) -> None:
    assert queued(three, "--state", "failed", "--state", "done") == []
    assert len(queued(three, "--state", "queued")) == 3


def test_list_shows_when_an_item_is_tried_again(three: Aniw) -> None:
    store, now = three.world.store, datetime.now(UTC)
    item = store.queue.claim("worker", timedelta(minutes=1), now)
    assert item is not None
    store.queue.heartbeat(item.id, item.claim, timedelta(minutes=1), now, 1_500_000, 3_000_000)
    assert "1.5 MB of 3.0 MB" in three("queue", "list").stdout
    store.queue.requeue(
        item.id, item.claim, now + timedelta(hours=1), counted=True, reason="The site is down."
    )
    line = next(line for line in three("queue", "list").stdout.splitlines() if "S01E03" in line)
    assert f"{(now + timedelta(hours=1)).astimezone():%H:%M}" in line
    assert "The site is down." in line


def test_remove(three: Aniw) -> None:
    first = queued(three)[0][0]
    assert three.json("queue", "remove", str(first), "--dry-run")["removed"] == 1
    assert len(queued(three)) == 3
    assert (
        f"Removed:\n  {first}: fern S01E03\n"
        in three("queue", "remove", str(first), str(first)).stdout
    )
    assert len(queued(three)) == 2
    assert three.error("queue", "remove", str(first), code=1)["type"] == "ItemNotFound"


def test_move(three: Aniw) -> None:
    first, second, third = (id for id, _, _ in queued(three))
    assert three.json("queue", "move", str(third), "--before", str(first))["moved"] == 1
    assert [id for id, _, _ in queued(three)] == [third, first, second]
    three("queue", "move", str(third))
    assert [id for id, _, _ in queued(three)] == [first, second, third]
    three("queue", "move", str(first), "--dry-run")
    assert [id for id, _, _ in queued(three)] == [first, second, third]
    assert three.error("queue", "move", "99", code=1)["type"] == "ItemNotFound"


def test_move_to_the_front(three: Aniw) -> None:
    before = [id for id, *_ in queued(three)]
    assert three.json("queue", "move", str(before[2]), "--first", "--dry-run")["moved"] == 1
    assert [id for id, *_ in queued(three)] == before
    three("queue", "move", str(before[2]), "--first")
    assert [id for id, *_ in queued(three)] == [before[2], before[0], before[1]]
    both = ("--first", "--before", str(before[1]))
    assert three.error("queue", "move", str(before[2]), *both, code=2)["type"] == "UsageError"


def test_pause_and_resume_an_item(three: Aniw) -> None:
    first = str(queued(three)[0][0])
    assert "would be paused" in three("queue", "pause", first, "--dry-run").stdout
    assert three.json("queue", "pause", first)["changed"] is True
    assert queued(three)[0][2] == "paused"
    refused = three("queue", "pause", first, code=1).stdout
    assert "is neither queued nor running; nothing was changed." in refused
    assert three.json("queue", "resume", first)["changed"] is True
    assert three.json("queue", "resume", first, code=1)["changed"] is False
    assert three.error("queue", "pause", "99", code=1)["type"] == "ItemNotFound"


def test_pause_and_resume_the_whole_queue(three: Aniw) -> None:
    assert three.json("queue", "pause")["id"] is None
    assert three.json("queue", "list")["paused"] is True
    assert "To go on: aniw queue resume" in three("queue", "list").stdout
    assert "The whole queue is going on." in three("queue", "resume").stdout
    assert three.json("queue", "list")["paused"] is False


def test_retry_and_clear(three: Aniw) -> None:
    three.world.streams["http://voe.test/fern/S01E003"] = ValueError("broken")
    three("download", "--queued", code=3)
    assert [state for _, _, state in queued(three)].count("failed") == 1
    assert three.json("queue", "clear", "--dry-run")["cleared"] == 2
    assert three.json("queue", "clear")["cleared"] == 2
    assert "No item is finished." in three("queue", "clear").stdout
    assert three.json("queue", "retry", "--dry-run")["retried"] == 1
    assert three.json("queue", "retry")["retried"] == 1
    assert [state for _, _, state in queued(three)] == ["queued"]
    assert "Nothing has failed." in three("queue", "retry").stdout
    (id, _, _) = queued(three)[0]
    assert three.json("queue", "retry", str(id))["retried"] == 1


def test_history_tells_what_was_done(three: Aniw) -> None:
    three("download", "--queued")
    entries = three.json("history", "fern", "S01E03")["entries"]
    assert {entry["episode"] for entry in entries} == {"S01E003"}
    assert {"queued", "downloaded"} <= {entry["kind"] for entry in entries}
    assert three.json("history", "--limit", "1")["total"] == 1
    assert "Fern S01E03.mp4" in three("history").stdout


def test_history_of_a_series_that_was_removed_stays(three: Aniw) -> None:
    three("remove", "fern")
    assert three.json("history", "fern")["total"] > 0
    assert three.error("history", "nobody", code=1)["type"] == "SeriesNotFound"


def test_quiet_switches_say_only_what_was_refused(three: Aniw) -> None:
    assert three("queue", "pause", "-q").stdout == ""
    assert "nothing was changed" in three("queue", "resume", "-q", "1", code=1).stdout


def test_history_of_nothing(aniw: Aniw) -> None:
    assert "Nothing was done yet." in aniw("history").stdout
    assert aniw.error("history", "fern", "three", code=2)["type"] == "InvalidValue"
