"""A scan as people mean it: the sites are read again, then the library folder."""

from attrs import frozen

from aniworld_core.entities import SeriesKey
from aniworld_core.library import Library
from aniworld_core.ports import Progress
from aniworld_core.services.scanner import ScanResult
from aniworld_web.running.jobs import Job
from aniworld_web.site import Site

__all__ = ["KIND", "NotRefreshed", "Scan", "Scanned"]

KIND = "scan"
"""The kind of job that a scan is: one runs at a time, whoever asked for it."""


@frozen(kw_only=True)
class Scan:
    """What is scanned: the series of ``keys``, or all without any.

    ``offline`` asks no site, ``full`` reads folders too that seem unchanged, ``confirmed`` accepts that many
    files are gone.
    """

    keys: tuple[str, ...] = ()
    offline: bool = False
    full: bool = False
    confirmed: bool = False

    def start(self, site: Site) -> Job:
        """Begin to scan in the background, or return the scan that runs already.

        Raises SeriesNotFound for an unknown key, before anything is read.
        """
        library = site.library
        for key in self.keys:
            library.catalog.get(key)
        return site.jobs.start(KIND, lambda report: self.run(library, report))

    def run(self, library: Library, report: Progress) -> "Scanned":
        """Scan, and tell how far it is: in series first, then in folders.

        Raises LibraryUnavailable when the library folder cannot be trusted, and what ``report`` raises.
        """
        refreshed = () if self.offline else library.catalog.refresh(*self.keys, report=report)
        disk = library.scanner.scan(
            *self.keys, full=self.full, confirmed=self.confirmed, report=report
        )
        failed = tuple(
            NotRefreshed(key=one.key, problem=one.error.message, hint=one.error.hint)
            for one in refreshed
            if one.error is not None
        )
        return Scanned(refreshed=len(refreshed) - len(failed), failed=failed, disk=disk)


@frozen(kw_only=True)
class NotRefreshed:
    """A series that could not be read from its site, why, and what to do."""

    key: SeriesKey
    problem: str
    hint: str


@frozen(kw_only=True)
class Scanned:
    """How many series were read from their sites, which were not, and what the disk holds."""

    refreshed: int
    failed: tuple[NotRefreshed, ...]
    disk: ScanResult
