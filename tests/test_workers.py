"""Several `aniw worker` on one store: together they do each thing once, and each ends as it is told."""

import os
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from aniworld_core.testing.watching import eventually
from aniworld_demo.replica import Replica
from tests.serving import KEY, Place
from tests.working import Working, items_of, working
from tools.databases import own_database

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the signals are POSIX's")


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))]
)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Return a library whose store is shared by all, with one series queued."""
    with ExitStack() as stack:
        place = Place(tmp_path, stack.enter_context(Replica(rate_limited=0)))
        place.environment["ANIWORLD_STORE"] = (
            f"sqlite:///{tmp_path}/shared.db"
            if request.param == "sqlite"
            else stack.enter_context(own_database(request.param))
        )
        place.environment["ANIWORLD_DOWNLOADS__PER_HOSTER"] = "4"
        place.run("add", KEY)
        place.run("queue", "add", KEY)
        yield place


def slowly(place: Place, speed: int = 2000) -> None:
    """Let every download take long from now on."""
    place.environment["ANIWORLD_DOWNLOADS__ITEM_SPEED_LIMIT"] = str(speed)


def counts(place: Place) -> dict[str, int]:
    found: dict[str, int] = place.run("queue", "list")["counts"]
    return {state: number for state, number in found.items() if number}


def at_work(place: Place, *workers: Working) -> None:
    """Wait until each of the workers has something."""
    for worker in workers:
        eventually(lambda: items_of(place, worker), bool)  # noqa: B023 - asked at once


def videos(place: Place) -> list[Path]:
    return sorted(path for path in place.root.rglob("*") if path.suffix in {".mp4", ".mkv"})


def test_two_workers_do_everything_once(place: Place) -> None:
    total = sum(counts(place).values())
    slowly(place, 150_000)
    with working(place, "attic") as one, working(place, "cellar") as other:
        at_work(place, one, other)
        eventually(lambda: counts(place), lambda found: found == {"done": total})
        shown = {view["host"]: view for view in place.run("workers")["workers"]}
        assert {host: view["role"] for host, view in shown.items()} == {
            "attic": "worker",
            "cellar": "worker",
        }
        assert all(view["alive"] and view["asked"] is None for view in shown.values())
        one.end()
        other.end(signal.SIGINT)
    told = place.run("history", "--limit", "1000")["entries"]
    done = Counter(entry["episode"] for entry in told if entry["kind"] == "downloaded")
    assert len(done) == total
    assert set(done.values()) == {1}
    assert len(videos(place)) == total
    assert place.run("workers")["workers"] == []


def test_a_signal_puts_back_what_runs_and_leaves_no_child(place: Place) -> None:
    total = sum(counts(place).values())
    slowly(place)
    with working(place, "attic", "--workers", "2") as worker:
        assert worker.downloads == 2
        eventually(
            lambda: items_of(place, worker), lambda items: any(one["received"] for one in items)
        )
        assert worker.end() == "Stopping; press Ctrl-C again to end at once.\n"
    assert counts(place) == {"queued": total}
    assert {one["attempts"] for one in place.run("queue", "list")["items"]} == {0}


def test_who_drains_finishes_what_it_has_and_ends(place: Place) -> None:
    slowly(place, 100_000)
    with working(place, "attic", "--workers", "1") as worker:
        at_work(place, worker)
        asked = place.run("workers", "drain", worker.name)["asked"]
        assert [one["asked"] for one in asked] == ["drain"]
        assert "comes to its end" in worker.ended()
    assert set(counts(place)) == {"done", "queued"}


def test_who_is_stopped_puts_back_what_it_has_and_ends(place: Place) -> None:
    total = sum(counts(place).values())
    slowly(place)
    with working(place, "attic") as one, working(place, "cellar") as other:
        at_work(place, one, other)
        place.run("workers", "stop", "--host", "attic")
        assert "is put back" in one.ended()
        assert items_of(place, other)
        place.run("workers", "stop", "--all")
        other.ended()
    assert counts(place) == {"queued": total}
    refused = place.run("workers", "stop", "--all", code=1)["error"]
    assert refused["message"] == "No process works the queue off."


def test_another_takes_over_what_a_killed_one_had(place: Place) -> None:
    total = sum(counts(place).values())
    slowly(place)
    with working(place, "attic") as one:
        at_work(place, one)
        one.process.kill()
    del place.environment["ANIWORLD_DOWNLOADS__ITEM_SPEED_LIMIT"]
    with working(place, "attic") as other:  # of the same host, so it need not wait for the lease
        eventually(lambda: counts(place), lambda found: found == {"done": total})
        other.end()
    assert len(videos(place)) == total


def test_a_worker_of_one_provider_leaves_the_others(place: Place) -> None:
    total = sum(counts(place).values())
    both = ("--providers", "aniworld", "--providers", "sto")
    with working(place, "attic", *both[2:]) as other:
        eventually(lambda: place.run("workers")["workers"], bool)
        assert counts(place) == {"queued": total}
        with working(place, "cellar", *both) as own:
            eventually(lambda: counts(place), lambda found: found == {"done": total})
            shown = {view["name"]: view["providers"] for view in place.run("workers")["workers"]}
            assert shown == {other.name: ["sto"], own.name: ["aniworld", "sto"]}
    told = place.run("worker", "--providers", "nobody", code=2)["error"]
    assert told["message"] == "The provider nobody is not installed."


def test_a_missing_library_folder_is_waited_for(place: Place, tmp_path: Path) -> None:
    total = sum(counts(place).values())
    away = tmp_path / "away"
    place.root.rename(away)
    with working(place, "attic") as worker:
        with pytest.raises(subprocess.TimeoutExpired):
            worker.process.wait(1)
        shutil.move(away, place.root)
        eventually(lambda: counts(place), lambda found: found == {"done": total})
        told = worker.end()
    assert f"The library folder {place.root} is unavailable" in told
    assert "The worker waits for it." in told
