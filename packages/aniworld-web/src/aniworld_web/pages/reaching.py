"""Whether the catalogue sites can be reached: asked only when a person presses the button for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from aniworld_core.services.health import Finding
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.wording import told
from aniworld_web.running.jobs import Job, JobState

__all__ = ["PAGES", "ask", "reaching_context", "show"]

_KIND = "sites"


def ask(visit: Visit) -> Redirect:
    """Begin to ask every site, and return to the page with the button."""
    library = visit.site.library
    visit.site.jobs.start(_KIND, lambda _: tuple(library.health.ask_sites()))
    return Redirect(visit.came_from)


def show(visit: Visit) -> Shown:
    """Show what the sites have answered so far."""
    return Shown("reaching.html", reaching_context(visit))


def reaching_context(visit: Visit) -> Mapping[str, Any]:
    """Return what ``reaching_state.html`` shows: the last time that the sites were asked."""
    job = next((one for one in visit.site.jobs.all() if one.kind == _KIND), None)
    return {
        "reaching": job is not None and job.state is JobState.RUNNING,
        "reached": _findings(job),
        "reached_at": None if job is None else job.finished,
        "reach_error": told(visit.texts, job.error) if job and job.error else "",
    }


def _findings(job: Job | None) -> Sequence[Finding]:
    return job.result if job is not None and isinstance(job.result, tuple) else ()


PAGES = (
    Page("POST", "/sites/ask", ask),
    Page("GET", "/sites/ask", show, templates=("reaching.html",)),
)
