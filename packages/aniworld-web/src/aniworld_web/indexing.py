"""Reading the sites' whole lists into the title index, as a job."""

from attrs import frozen

from aniworld_core.services.titles import ListRead
from aniworld_web.running.jobs import Job
from aniworld_web.site import Site

__all__ = ["KIND", "ListsRead", "start_reading"]

KIND = "titles"
"""The kind of job that it is."""


@frozen(kw_only=True)
class ListsRead:
    """How it went with each site that has a list."""

    items: tuple[ListRead, ...]


def start_reading(site: Site, *, force: bool = False) -> Job:
    """Begin to read the lists that are older than a day, with ``force`` all, or name the job that does.

    Raises NotPossible while the application ends.
    """
    titles = site.library.titles
    return site.jobs.start(
        KIND, lambda report: ListsRead(items=tuple(titles.read(force=force, report=report)))
    )
