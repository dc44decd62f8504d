"""``/migration``: what older programs left in the library, seen and taken over."""

from attrs import frozen

from aniworld_core.entities import Scope
from aniworld_core.errors import InvalidConfig, NotPossible
from aniworld_web import migrating
from aniworld_web.rest.jobs import JobShown, shown
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.site import Site

__all__ = ["OPERATIONS", "MigrationState", "check", "run", "state"]


@frozen(kw_only=True)
class MigrationState:
    """``found`` counts the old data without reading it; the jobs are the last check and the last run."""

    found: int
    check: JobShown | None
    run: JobShown | None


def state(call: Call[Nothing, Nothing]) -> MigrationState:
    """Tell what there is and what was done."""
    site = call.site
    return MigrationState(
        found=site.library.migration.found(),
        check=_last(site, migrating.CHECK),
        run=_last(site, migrating.RUN),
    )


def check(call: Call[Nothing, Nothing]) -> JobShown:
    """Begin a dry run."""
    return shown(migrating.start_check(call.site))


def run(call: Call[Nothing, Nothing]) -> JobShown:
    """Begin to take over."""
    return shown(migrating.start_run(call.site))


def _last(site: Site, kind: str) -> JobShown | None:
    job = migrating.last(site, kind)
    return None if job is None else shown(job)


OPERATIONS = (
    Operation(
        method="GET",
        path="/migration",
        handle=state,
        summary="Count what older programs left in the library, and tell what was done about it.",
        tag="migration",
        answer=MigrationState,
        errors=(InvalidConfig,),
    ),
    Operation(
        method="POST",
        path="/migration/check",
        handle=check,
        summary="Tell what taking over would do, and do nothing; the job's result has the counts.",
        tag="migration",
        scope=Scope.WRITE,
        answer=JobShown,
        status=202,
        errors=(NotPossible,),
    ),
    Operation(
        method="POST",
        path="/migration/run",
        handle=run,
        summary="Take over what is not in the library yet; the job's result has the counts.",
        tag="migration",
        scope=Scope.WRITE,
        answer=JobShown,
        status=202,
        errors=(NotPossible,),
    ),
)
