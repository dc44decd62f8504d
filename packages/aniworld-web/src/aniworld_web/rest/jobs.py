"""``/jobs``: what runs in the background, and what it came to."""

from datetime import datetime
from typing import Annotated, Any

from attrs import frozen
from msgspec import Meta

from aniworld_core import serde
from aniworld_core.errors import NotFound
from aniworld_web.rest.faults import Fault, fault
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation
from aniworld_web.running.jobs import Job, JobState

__all__ = ["OPERATIONS", "JobList", "JobShown", "begun", "get", "listed", "shown"]


@frozen(kw_only=True)
class JobShown:
    """One piece of work in the background.

    ``total`` is null until it is known. ``result`` is there when the job is done; what it holds depends on
    the ``kind``. ``error`` tells why it failed or was cancelled.
    """

    id: Annotated[str, Meta(description="Ask for it again by this.")]
    kind: str
    state: JobState
    done: int
    total: int | None
    result: dict[str, Any] | None
    error: Fault | None
    started: datetime
    finished: datetime | None


@frozen(kw_only=True)
class JobList:
    """The jobs that run and the last ones that ran, the newest first."""

    items: tuple[JobShown, ...]


def shown(job: Job) -> JobShown:
    """Return a job as the REST interface shows it."""
    return JobShown(
        id=job.id,
        kind=job.kind,
        state=job.state,
        done=job.done,
        total=job.total,
        result=None if job.result is None else serde.unstructure(job.result),
        error=None if job.error is None else fault(job.error),
        started=job.started,
        finished=job.finished,
    )


def begun(call: Call[Any, Any], job: Job) -> Answer:
    """Answer with a job that was begun, and where to ask for it again."""
    return Answer(value=shown(job), headers={"location": f"{call.base}/jobs/{job.id}"})


def listed(call: Call[Nothing, Nothing]) -> JobList:
    """List the last jobs."""
    return JobList(items=tuple(map(shown, call.site.jobs.all())))


def get(call: Call[Nothing, Nothing]) -> JobShown:
    """Return one job."""
    return shown(call.site.jobs.get(call.path["job_id"]))


OPERATIONS = (
    Operation(
        method="GET",
        path="/jobs",
        handle=listed,
        summary="List what runs in the background, and the last that ran.",
        tag="jobs",
        answer=JobList,
    ),
    Operation(
        method="GET",
        path="/jobs/{job_id}",
        handle=get,
        summary="Tell how far a job is, or what it came to.",
        tag="jobs",
        answer=JobShown,
        errors=(NotFound,),
    ),
)
