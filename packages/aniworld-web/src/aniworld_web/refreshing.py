"""Reading from the sites what is due, as a job that begins by itself."""

from attrs import frozen

from aniworld_core.errors import Cancelled, NotPossible
from aniworld_core.library import Library
from aniworld_core.ports import Progress
from aniworld_core.services.catalog import Refreshed
from aniworld_web.running.jobs import Job, JobState
from aniworld_web.scans import KIND as SCAN
from aniworld_web.scans import read_sites
from aniworld_web.site import Site

__all__ = ["KIND", "SitesRead", "start_refresh"]

KIND = "refresh"
"""The kind of job that it is."""


@frozen(kw_only=True)
class SitesRead:
    """How many series were due, and how many of them were read."""

    due: int
    refreshed: int


def start_refresh(site: Site) -> Job:
    """Begin to read what is due: pages of releases, series, and whole lists; the disk is not asked.

    Raises NotPossible while a scan runs, which does the same, and while the application ends.
    """
    scans = (job for job in site.jobs.all() if job.kind == SCAN)
    if any(job.state is JobState.RUNNING for job in scans):
        raise NotPossible("A scan is running.", hint="It reads the sites, too.")
    library = site.library

    def run(report: Progress) -> SitesRead:
        return _counted(read_sites(library, report=_for(site, library, report)))

    return site.jobs.start(KIND, run)


def _counted(refreshed: tuple[Refreshed, ...]) -> SitesRead:
    return SitesRead(due=len(refreshed), refreshed=sum(one.error is None for one in refreshed))


def _for(site: Site, library: Library, report: Progress) -> Progress:
    """Let it end when the settings were changed: the next time works with the new ones."""

    def check(done: int, total: int) -> None:
        if site.library is not library:
            raise Cancelled("The settings were changed.")
        report(done, total)

    return check
