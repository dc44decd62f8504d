"""Scans: begun by a button, watched on the page, told when they are over."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from aniworld_core.clock import utc_now
from aniworld_core.errors import LibraryUnavailable
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.wording import told
from aniworld_web.running.jobs import Job, JobState
from aniworld_web.scans import KIND, Scan, Scanned

__all__ = ["PAGES", "scan", "scan_context", "scan_part"]

_REMEMBERED = timedelta(minutes=2)
"""How long the library shows what a scan found."""


def scan(visit: Visit) -> Redirect:
    """Begin to scan the folders, and the sites too where that is asked for, unless a scan runs already."""
    form, site = visit.form, visit.site
    site.library.scanner.check_there()  # what nobody can confirm is told at once
    Scan(offline=form.text("do") != "sites", confirmed=form.text("confirmed") == "1").start(site)
    return Redirect("/")


def scan_part(visit: Visit) -> Shown:
    """Show how the scan goes."""
    return Shown("scan.html", scan_context(visit))


def scan_context(visit: Visit) -> Mapping[str, Any]:
    """Return what ``scan_state.html`` shows: the scan that runs, or one that just ended."""
    job = _latest(visit.site.jobs.all())
    result = job.result if job and isinstance(job.result, Scanned) else None
    error = told(visit.texts, job.error) if job and job.error else ""
    doubtful = job is not None and isinstance(job.error, LibraryUnavailable)
    return {"scan": job, "scanned": result, "scan_error": error, "scan_doubtful": doubtful}


def _latest(jobs: list[Job]) -> Job | None:
    """Return the newest scan, if it runs or is fresh."""
    job = next((one for one in jobs if one.kind == KIND), None)
    if job is None or job.state is JobState.RUNNING or job.finished is None:
        return job
    return job if utc_now() - job.finished < _REMEMBERED else None


PAGES = (
    Page("POST", "/scan", scan),
    Page("GET", "/scan", scan_part, templates=("scan.html",)),
)
