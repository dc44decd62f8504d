"""Reading what is new and what is coming from the sites, as a job."""

from attrs import frozen

from aniworld_core.services.upcoming import ReleasesRead
from aniworld_web.running.jobs import Job
from aniworld_web.site import Site

__all__ = ["KIND", "PagesRead", "start_reading"]

KIND = "releases"
"""The kind of job that it is."""


@frozen(kw_only=True)
class PagesRead:
    """How it went with each page that a site has."""

    items: tuple[ReleasesRead, ...]


def start_reading(site: Site, *, force: bool = False) -> Job:
    """Begin to read the pages that are older than three hours, with ``force`` all, or name the job that does.

    Raises NotPossible while the application ends.
    """
    upcoming = site.library.upcoming
    return site.jobs.start(KIND, lambda _: PagesRead(items=tuple(upcoming.read(force=force))))
