"""The scan of the library folder: begun by a button, watched on the page, told when it is over."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from aniworld_core.clock import utc_now
from aniworld_core.services.scanner.results import ScanResult
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.wording import told
from aniworld_web.running.jobs import Job, JobState

__all__ = ["PAGES", "scan", "scan_context", "scan_part"]

_KIND = "scan"
_REMEMBERED = timedelta(minutes=2)
"""How long the library shows what a scan found."""


def scan(visit: Visit) -> Redirect:
    """Begin to scan, unless a scan runs already."""
    site = visit.site
    confirmed = visit.form.text("confirmed") == "1"
    site.library.scanner.check_root()  # what is wrong there is told at once
    site.jobs.start(
        _KIND, lambda report: site.library.scanner.scan(confirmed=confirmed, report=report)
    )
    return Redirect("/")


def scan_part(visit: Visit) -> Shown:
    """Show how the scan goes."""
    return Shown("scan.html", scan_context(visit))


def scan_context(visit: Visit) -> Mapping[str, Any]:
    """Return what ``scan_state.html`` shows: the scan that runs, or one that just ended."""
    job = _latest(visit.site.jobs.all())
    result = job.result if job and isinstance(job.result, ScanResult) else None
    error = told(visit.texts, job.error) if job and job.error else ""
    return {"scan": job, "scan_result": result, "scan_error": error}


def _latest(jobs: list[Job]) -> Job | None:
    """Return the newest scan, if it runs or is fresh."""
    job = next((one for one in jobs if one.kind == _KIND), None)
    if job is None or job.state is JobState.RUNNING or job.finished is None:
        return job
    return job if utc_now() - job.finished < _REMEMBERED else None


PAGES = (
    Page("POST", "/scan", scan),
    Page("GET", "/scan", scan_part, templates=("scan.html",)),
)
