"""What older programs left: counted, looked at without any change, and taken over."""

from aniworld_core.entities import MigrationResult
from aniworld_core.errors import AniworldError, InvalidValue
from aniworld_web import migrating
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.wording import told
from aniworld_web.running.jobs import JobState

__all__ = ["PAGES", "show", "start"]

_PLACE = "/system/migration"


def show(visit: Visit) -> Shown:
    """Show how much old data there is, and what the last look or run came to."""
    site = visit.site
    jobs = [job for kind in (migrating.CHECK, migrating.RUN) if (job := migrating.last(site, kind))]
    job = max(jobs, key=lambda one: one.started, default=None)
    found, problem = 0, ""
    try:
        found = site.library.migration.found()
    except AniworldError as error:
        problem = told(visit.texts, error)
    context = {
        "tab": "migration",
        "found": found,
        "problem": problem,
        "job": job,
        "running": job is not None and job.state is JobState.RUNNING,
        "only_looked": job is not None and job.kind == migrating.CHECK,
        "result": job.result if job and isinstance(job.result, MigrationResult) else None,
        "job_error": told(visit.texts, job.error) if job and job.error else "",
    }
    return Shown("system_migration.html", context)


def start(visit: Visit) -> Redirect:
    """Begin to look what there is, or to take it over."""
    match visit.form.text("do"):
        case "check":
            migrating.start_check(visit.site)
        case "run":
            migrating.start_run(visit.site)
        case _:
            raise InvalidValue(visit.gettext("That button is unknown. Load the page again."))
    return Redirect(_PLACE)


PAGES = (
    Page("GET", _PLACE, show, templates=("system_migration.html",)),
    Page("POST", _PLACE, start),
)
