"""Taking over what older programs left, as jobs: looked at first, then done."""

from attrs import evolve

from aniworld_core.entities import MigrationResult
from aniworld_core.library import Library
from aniworld_web.running.jobs import Job, Progress
from aniworld_web.site import Site

__all__ = ["CHECK", "RUN", "last", "start_check", "start_run"]

CHECK, RUN = "migration-check", "migration"
"""The two kinds of jobs."""

_TOLD = 200
"""Failures and notes that a result lists; its counts tell of all."""


def start_check(site: Site) -> Job:
    """Begin to tell what taking over would do; raises NotPossible while the application ends."""
    library = site.library
    return site.jobs.start(CHECK, lambda report: _checked(library, report))


def start_run(site: Site) -> Job:
    """Begin to take over; raises NotPossible while the application ends."""
    library = site.library
    return site.jobs.start(RUN, lambda report: _ran(library, report))


def last(site: Site, kind: str) -> Job | None:
    """Return the newest job of a kind, if it is still remembered."""
    return next((job for job in site.jobs.all() if job.kind == kind), None)


def _checked(library: Library, report: Progress) -> MigrationResult:
    return _short(library.migration.check(report=report))


def _ran(library: Library, report: Progress) -> MigrationResult:
    return _short(library.migration.run(report=report))


def _short(result: MigrationResult) -> MigrationResult:
    return evolve(result, errors=result.errors[:_TOLD], notes=result.notes[:_TOLD])
