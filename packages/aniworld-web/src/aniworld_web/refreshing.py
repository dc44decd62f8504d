"""What is scheduled as jobs: reading from the sites what is due, and scanning the disk."""

from collections.abc import Sequence

from attrs import frozen

from aniworld_core.errors import Cancelled, NotPossible
from aniworld_core.library import Library
from aniworld_core.ports import Progress
from aniworld_core.running import read_sites
from aniworld_core.services.catalog import Refreshed
from aniworld_core.services.leading import Check
from aniworld_web.running.jobs import Job, JobState
from aniworld_web.scans import KIND as SCAN
from aniworld_web.scans import Scan
from aniworld_web.site import Site

__all__ = ["KIND", "SitesRead", "refresh", "scan", "start_refresh"]

KIND = "refresh"
"""The kind of job that it is."""


@frozen(kw_only=True)
class SitesRead:
    """How many series were due, and how many of them were read."""

    due: int
    refreshed: int


def start_refresh(site: Site, check: Check = lambda: None) -> Job:
    """Begin to read what is due: pages of releases, series, and whole lists; the disk is not asked.

    It ends with what ``check`` raises. Raises NotPossible while a scan runs, which does the same, and while
    the application ends.
    """
    scans = (job for job in site.jobs.all() if job.kind == SCAN)
    if any(job.state is JobState.RUNNING for job in scans):
        raise NotPossible("A scan is running.", hint="It reads the sites, too.")
    library = site.library

    def run(report: Progress) -> SitesRead:
        return _counted(read_sites(library, report=_for(site, library, check, report)))

    return site.jobs.start(KIND, run)


def refresh(site: Site, check: Check) -> None:
    """Read what is due to its end; raises what it failed with."""
    _join(site, start_refresh(site, check))


def scan(site: Site, check: Check) -> None:
    """Scan the library folder to its end; no site is asked. Raises what it failed with."""
    _join(site, Scan(offline=True).start(site, check))


def _join(site: Site, job: Job) -> None:
    site.jobs.join(job.id)
    error = site.jobs.get(job.id).error
    if error is not None:
        raise error


def _counted(refreshed: Sequence[Refreshed]) -> SitesRead:
    return SitesRead(due=len(refreshed), refreshed=sum(one.error is None for one in refreshed))


def _for(site: Site, library: Library, check: Check, report: Progress) -> Progress:
    """Let it end when the settings were changed: the next time works with the new ones."""

    def go_on(done: int, total: int) -> None:
        check()
        if site.library is not library:
            raise Cancelled("The settings were changed.")
        report(done, total)

    return go_on
