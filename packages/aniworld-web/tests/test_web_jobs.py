"""Work in the background: one of a kind, its progress, its end, and the migration as one of them."""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from aniworld_core import hookimpl
from aniworld_core.config import parse
from aniworld_core.entities import Failure, Series
from aniworld_core.errors import Cancelled, LibraryUnavailable, NotFound, NotPossible
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import OldSeries, Progress
from aniworld_core.testing.arrange import show
from aniworld_core.testing.watching import eventually
from aniworld_core.testing.world import World
from aniworld_web.running.jobs import Job, Jobs, JobState
from aniworld_web.site import Site


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    jobs = Jobs(keep=3)
    yield jobs
    jobs.close()


def ended(jobs: Jobs, job: Job) -> Job:
    return eventually(lambda: jobs.get(job.id), lambda job: job.state is not JobState.RUNNING)


def test_a_job_tells_its_progress_and_its_result(jobs: Jobs) -> None:
    go = threading.Event()

    def run(report: Progress) -> str:
        report(3, 10)
        go.wait(30)
        return "well done"

    job = jobs.start("scan", run)
    now = eventually(lambda: jobs.get(job.id), lambda job: job.total)
    assert (now.done, now.total, now.state) == (3, 10, JobState.RUNNING)
    go.set()
    over = ended(jobs, job)
    assert (over.state, over.result, over.error) == (JobState.DONE, "well done", None)
    assert over.finished is not None


def test_a_second_one_of_a_kind_is_the_one_that_runs(jobs: Jobs) -> None:
    go = threading.Event()
    first = jobs.start("scan", lambda _: go.wait(30))
    assert jobs.start("scan", lambda _: None).id == first.id
    other = jobs.start("migration", lambda _: None)
    assert other.id != first.id
    go.set()
    ended(jobs, first)
    assert jobs.start("scan", lambda _: None).id != first.id


@pytest.mark.parametrize(
    ("error", "state", "told"),
    [
        (LibraryUnavailable("It is gone.", hint="Mount it."), JobState.FAILED, "It is gone."),
        (Cancelled("Enough."), JobState.CANCELLED, "Enough."),
        (RuntimeError("inside"), JobState.FAILED, "Something is wrong in the program itself"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_job_that_fails_tells_why(
    jobs: Jobs, error: Exception, state: JobState, told: str
) -> None:
    def run(_: Progress) -> None:
        raise error

    over = ended(jobs, jobs.start("scan", run))
    assert over.state is state
    assert over.error is not None
    assert over.error.message.startswith(told)


def test_only_the_last_jobs_are_remembered_but_all_that_run(jobs: Jobs) -> None:
    go = threading.Event()
    running = jobs.start("long", lambda _: go.wait(30))
    over = [ended(jobs, jobs.start("short", lambda _: None)) for _ in range(5)]
    assert [job.id for job in jobs.all()] == [over[4].id, over[3].id, running.id]
    with pytest.raises(NotFound):
        jobs.get(over[0].id)
    go.set()


def test_closing_stops_what_listens_and_waits_for_it(jobs: Jobs) -> None:
    begun = threading.Event()

    def run(report: Progress) -> None:
        while True:
            report(1, 2)
            begun.set()

    job = jobs.start("scan", run)
    begun.wait(30)
    jobs.close()
    assert jobs.get(job.id).state is JobState.CANCELLED
    with pytest.raises(NotPossible):
        jobs.start("scan", run)


class OldProgram:
    """A migrator of two series, one of which cannot be read."""

    name = "old"

    @hookimpl
    def aniworld_migrators(self) -> "Iterable[OldProgram]":
        return [self]

    def fits(self, source: Path) -> bool:
        return source.is_dir()

    def count(self, source: Path) -> int:
        return 2

    def read(self, source: Path) -> Iterable[OldSeries | Failure]:
        yield OldSeries(series=show(key="moss", title="Moss"), source=source / "moss")
        yield Failure(path=str(source / "rust"), reason="It is not JSON.")


@pytest.fixture
def library(world: World, fern: Series, root: Path, tmp_path: Path) -> Iterator[Library]:
    """Return a library that has Fern, and an old program's data."""
    world.store.series.put(fern)
    manager = PluginManager()
    manager.add(world, "world")
    manager.add(OldProgram(), "old")
    config = parse({"library": str(root), "data": str(tmp_path / "data"), "store": "memory:"})
    with Library.open(config, plugins=manager) as library:
        yield library


def result(client: httpx.Client, job: dict[str, Any]) -> Any:
    over = eventually(
        lambda: client.get(f"/api/jobs/{job['id']}").json(), lambda job: job["state"] != "running"
    )
    assert over["state"] == "done", over
    return over["result"]


def test_a_migration_is_checked_and_run(client: httpx.Client, library: Library) -> None:
    state = client.get("/api/migration").json()
    assert state == {"found": 2, "check": None, "run": None}

    begun = client.post("/api/migration/check")
    assert begun.status_code == 202
    counts = {"total_found": 2, "migrated": 1, "skipped": 0, "failed": 1}
    checked = result(client, begun.json())
    assert {name: checked[name] for name in counts} == counts
    assert [one.key for one in library.store.series.names()] == ["fern"]

    run = result(client, client.post("/api/migration/run").json())
    assert {name: run[name] for name in counts} == counts
    assert run["errors"][0]["reason"] == "It is not JSON."
    assert [one.key for one in library.store.series.names()] == ["fern", "moss"]

    again = result(client, client.post("/api/migration/run").json())
    assert (again["migrated"], again["skipped"]) == (0, 1)
    assert client.get("/api/migration").json()["run"]["result"] == again
    assert len(client.get("/api/jobs").json()["items"]) == 3


def test_a_migration_without_a_library_folder_tells_why(client: httpx.Client, root: Path) -> None:
    root.rmdir()
    job = client.post("/api/migration/run").json()
    over = eventually(
        lambda: client.get(f"/api/jobs/{job['id']}").json(),
        lambda job: job["state"] != "running",
    )
    assert over["state"] == "failed"
    assert over["error"]["type"] == "urn:aniworld:error:library-unavailable"
    assert over["error"]["hint"]


def test_an_unknown_job_is_not_found(client: httpx.Client, site: Site) -> None:
    assert client.get("/api/jobs/nobody").status_code == 404
    assert site.jobs.all() == []
