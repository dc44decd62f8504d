"""``aniw workers``: who works on the store, and what is asked of them; ``aniw worker`` before it works."""

import threading
from datetime import timedelta
from time import monotonic

import pytest

from aniworld_cli.testing import Aniw
from aniworld_core.clock import utc_now
from aniworld_core.entities import QueueState, WorkerOrder, WorkerProcess, WorkerRole
from aniworld_core.ports import Report

LEASE = timedelta(hours=2)


def appears(
    aniw: Aniw,
    name: str,
    *,
    role: WorkerRole = WorkerRole.WORKER,
    downloads: int = 2,
    providers: tuple[str, ...] = (),
    ago: timedelta = timedelta(),
) -> None:
    """Let a process give a sign of life, ``ago`` before now."""
    then = utc_now() - ago
    process = WorkerProcess(
        name=name,
        host=name.partition(":")[0],
        role=role,
        downloads=downloads,
        providers=providers,
        started=then,
        seen=then,
        until=then,
    )
    aniw.world.store.workers.beat(process, LEASE, then)


@pytest.fixture
def busy(aniw: Aniw) -> Aniw:
    """Return the program beside three processes, of which one works on an episode, and one is silent."""
    aniw("add", "fern")
    aniw("queue", "add", "fern", "S01E01")
    appears(aniw, "attic:1:a", providers=("site",))
    appears(aniw, "cellar:2:b", role=WorkerRole.WEB, downloads=0)
    appears(aniw, "attic:3:c", role=WorkerRole.COMMAND, ago=timedelta(hours=3))
    item = aniw.world.store.queue.claim("attic:1:a", LEASE, utc_now())
    assert item is not None
    aniw.world.store.queue.heartbeat(item.id, item.claim, LEASE, utc_now(), 43, 100)
    aniw.world.store.leases.take("schedule refresh", "cellar:2:b", LEASE, utc_now())
    return aniw


def test_nobody_works(aniw: Aniw) -> None:
    assert aniw("workers").output == "No process works on this store. Try: aniw worker\n"
    assert aniw.json("workers") == {"workers": []}


def test_who_works_at_what(busy: Aniw) -> None:
    head, attic, silent, cellar = busy("workers").output.splitlines()
    assert _words(head) == "HOST NAME ROLE STATE DOWNLOADS WORKS ON PROVIDERS LEADS"
    assert _words(attic) == "attic attic:1:a worker alive 1 of 2 fern S01E01 43% site"
    assert _words(cellar) == "cellar cellar:2:b web alive none all schedule refresh"
    assert "silent since" in silent
    shown = {one["name"]: one for one in busy.json("workers")["workers"]}
    assert [one["episode"] for one in shown["attic:1:a"]["items"]] == ["S01E001"]
    assert [one["alive"] for one in shown.values()] == [True, False, True]
    assert shown["cellar:2:b"]["leads"] == ["schedule refresh"]


@pytest.mark.parametrize("order", WorkerOrder)
def test_an_order_reaches_who_is_named(busy: Aniw, order: WorkerOrder) -> None:
    busy("workers", order, "attic:1:a", "--dry-run")
    assert {one.asked for one in busy.world.store.workers.all()} == {None}
    told = busy("workers", order, "attic:1:a", "cellar:2:b", "attic:1:a").output
    assert told == f"Asked to {order}, 2 processes:\n  attic:1:a\n  cellar:2:b\n"
    asked = {one.name: one.asked for one in busy.world.store.workers.all()}
    assert asked == {"attic:1:a": order, "cellar:2:b": order, "attic:3:c": None}
    assert f"alive, asked to {order}" in busy("workers").output


@pytest.mark.parametrize("way", [("--all",), ("--host", "attic")])
def test_an_order_for_many_reaches_who_works_the_queue_off(
    busy: Aniw, way: tuple[str, ...]
) -> None:
    document = busy.json("workers", "drain", *way)
    assert [one["name"] for one in document["asked"]] == ["attic:1:a"]
    assert busy.error("workers", "stop", "--host", "cellar", code=1)["message"] == (
        "No process works the queue off on cellar."
    )


def test_who_is_not_there_is_asked_for_nothing(busy: Aniw) -> None:
    for name in ("attic:3:c", "nobody"):
        error = busy.error("workers", "stop", "attic:1:a", name, code=1)
        assert error["message"] == f"No process {name} works on this store."
    assert {one.asked for one in busy.world.store.workers.all()} == {None}
    busy("workers", "stop", code=2)
    busy("workers", "stop", "attic:1:a", "--all", code=2)


@pytest.mark.parametrize("label", ["two words", "a:b", "x" * 65])
def test_a_worker_with_a_wrong_label_is_refused(aniw: Aniw, label: str) -> None:
    error = aniw.error("worker", "--host-label", label, code=2)
    assert "no word of letters, digits, . _ and -" in error["message"]


def test_a_worker_of_nobody_is_refused(aniw: Aniw) -> None:
    error = aniw.error("worker", "--providers", "nobody", code=2)
    assert error["message"] == "The provider nobody is not installed."
    assert error["hint"] == "Installed: site."
    assert aniw.world.store.workers.all() == []


@pytest.mark.parametrize(("order", "code"), [(WorkerOrder.DRAIN, 3), (WorkerOrder.STOP, 130)])
def test_a_download_is_seen_and_does_what_is_asked(
    aniw: Aniw, order: WorkerOrder, code: int
) -> None:
    workers = aniw.world.store.workers
    ended = threading.Event()

    def ask(report: Report) -> None:
        (process,) = workers.all()
        assert (process.role, process.downloads) == (WorkerRole.COMMAND, 2)
        workers.ask(process.name, order)
        until = monotonic() + 8  # it hears of it within five seconds
        while monotonic() < until:
            report(1, 2)
            ended.wait(0.02)

    aniw("add", "fern")
    aniw.world.during_fetch = ask
    aniw("download", code=code)
    assert workers.all() == []
    counts = aniw.world.store.queue.counts()
    assert counts.get(QueueState.DONE, 0) == (2 if order is WorkerOrder.DRAIN else 0)
    assert counts[QueueState.QUEUED] == (4 if order is WorkerOrder.DRAIN else 6)


def _words(line: str) -> str:
    return " ".join(line.split())
