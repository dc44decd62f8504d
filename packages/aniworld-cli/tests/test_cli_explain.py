"""What the command line tells of one episode: aniw explain and aniw history."""

import pytest

from aniworld_cli.testing import Aniw
from aniworld_core.errors import NoStream


@pytest.fixture
def tried(with_fern: Aniw) -> Aniw:
    """Return the program after a download of two episodes, one of which did not work."""
    with_fern.world.streams["http://voe.test/fern/S01E003"] = NoStream(
        "There is no \x1b[31mstream."
    )
    with_fern("download", "fern", "S01E03-E04", code=3)
    return with_fern


def test_what_is_missing_is_explained(with_fern: Aniw) -> None:
    assert with_fern("explain", "fern", "S01E03").stdout == (
        "Fern S01E03\n"
        "  The site site offers it in ger-dub.\n"
        "  It is not in the library and not queued.\n"
        "  No download of it was tried so far.\n"
        "  The next `aniw download` fetches it.\n"
    )


def test_what_failed_is_explained_with_the_way_on(tried: Aniw) -> None:
    lines = tried("explain", "fern", "S01E03").stdout.splitlines()
    assert lines[2].startswith("  It could not be downloaded (item ")
    assert "VOE was tried in ger-dub on" in lines[3]
    (item,) = tried.json("queue", "list", "--state", "failed")["items"]
    assert lines[4].endswith(f"To try it again: aniw queue retry {item['id']}")
    document = tried.json("explain", "fern", "S01E03")
    kinds = [one["kind"] for one in document["sentences"]]
    assert kinds == ["listed-in", "failed", "tried-once", "retry"]
    assert document["sentences"][3]["values"] == {"item": item["id"]}


def test_what_is_there_is_explained(tried: Aniw) -> None:
    assert tried("explain", "fern", "S01E04").stdout.endswith("  Nothing is left to do.\n")
    values = tried.json("explain", "fern", "S01E04")["sentences"][2]["values"]
    assert values["hoster"] == "VOE"
    assert values["at"].endswith("Z")


def test_only_what_is_known_can_be_explained(with_fern: Aniw) -> None:
    assert with_fern.error("explain", "oak", "S01E01", code=1)["type"] == "SeriesNotFound"
    assert with_fern.error("explain", "fern", "S09E01", code=1)["type"] == "EpisodeNotFound"
    assert with_fern.error("explain", "fern", "third", code=2)["type"] == "InvalidValue"


def test_the_history_of_an_episode_tells_what_was_tried_and_how_it_ended(tried: Aniw) -> None:
    head, *lines = tried("history", "fern", "S01E03", "--oldest-first").stdout.splitlines()
    assert head.split() == ["TIME", "WHAT", "FROM", "TOLD"]
    assert [line[16:].split("  ")[1] for line in lines] == ["queued", "did not work", "failed"]
    assert "VOE, ger-dub" in lines[1]
    assert "There is no \ufffd[31mstream." in lines[1]
    newest = tried.json("history", "fern", "S01E03")["entries"]
    oldest = tried.json("history", "fern", "S01E03", "--oldest-first")["entries"]
    assert newest == oldest[::-1]


def test_the_history_names_the_file_that_came_of_it(tried: Aniw) -> None:
    last = tried("history", "fern", "S01E04", "--oldest-first").stdout.splitlines()[-1]
    assert "downloaded" in last
    assert last.endswith("Fern (2013)/Season 01/Fern S01E04.mp4")


def test_of_one_episode_all_is_told_and_of_many_the_newest(with_fern: Aniw) -> None:
    for _ in range(30):
        with_fern("queue", "add", "fern", "S01E03-E04")
        for item in with_fern.json("queue", "list")["items"]:
            with_fern("queue", "remove", str(item["id"]))
    assert with_fern.json("history")["total"] == 50
    assert with_fern.json("history", "fern", "S01E03")["total"] >= 30
    assert with_fern.json("history", "fern", "S01E03", "--limit", "3")["total"] == 3
