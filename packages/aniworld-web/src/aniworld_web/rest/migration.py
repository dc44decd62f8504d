"""``/migration``: what older programs left in the library, seen and taken over."""

from attrs import evolve, frozen

from aniworld_core.entities import MigrationResult, Scope
from aniworld_core.errors import InvalidConfig, NotPossible, StoreError
from aniworld_core.library import Library
from aniworld_web.rest.jobs import JobShown, shown
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.running.jobs import Progress
from aniworld_web.site import Site

__all__ = ["OPERATIONS", "MigrationState"]

_CHECK, _RUN = "migration-check", "migration"
_TOLD = 200
"""Failures and notes that a result lists; its counts tell of all."""


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
        found=site.library.migration.found(), check=_last(site, _CHECK), run=_last(site, _RUN)
    )


def check(call: Call[Nothing, Nothing]) -> JobShown:
    """Begin a dry run."""
    library = call.site.library
    return shown(call.site.jobs.start(_CHECK, lambda report: _checked(library, report)))


def run(call: Call[Nothing, Nothing]) -> JobShown:
    """Begin to take over."""
    library = call.site.library
    return shown(call.site.jobs.start(_RUN, lambda report: _ran(library, report)))


def _checked(library: Library, report: Progress) -> MigrationResult:
    return _short(library.migration.check(report=report))


def _ran(library: Library, report: Progress) -> MigrationResult:
    return _short(library.migration.run(report=report))


def _short(result: MigrationResult) -> MigrationResult:
    return evolve(result, errors=result.errors[:_TOLD], notes=result.notes[:_TOLD])


def _last(site: Site, kind: str) -> JobShown | None:
    return next((shown(job) for job in site.jobs.all() if job.kind == kind), None)


OPERATIONS = (
    Operation(
        method="GET",
        path="/migration",
        handle=state,
        summary="Count what older programs left in the library, and tell what was done about it.",
        tag="migration",
        answer=MigrationState,
        errors=(InvalidConfig, StoreError),
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
