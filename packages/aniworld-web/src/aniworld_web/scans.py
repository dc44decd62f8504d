"""A scan as people mean it: the sites are read again, then the library folder."""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from aniworld_core.entities import SeriesKey
from aniworld_core.errors import Cancelled, InvalidConfig, LibraryUnavailable, NotPossible
from aniworld_core.library import Library
from aniworld_core.ports import Progress
from aniworld_core.running import read_sites
from aniworld_core.services.catalog import Refreshed
from aniworld_core.services.leading import Check
from aniworld_core.services.scanner import ScanResult
from aniworld_web.running.jobs import Job
from aniworld_web.site import Site

__all__ = ["KIND", "NotRefreshed", "Scan", "Scanned", "adopt"]

_log = logging.getLogger(__name__)

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

    def start(self, site: Site, check: Check = lambda: None) -> Job:
        """Begin to scan in the background, or return a scan that runs already and does all this one would.

        One of a former library folder is ended first; it ends with what ``check`` raises, too. Raises
        SeriesNotFound for an unknown key, before anything is read, and NotPossible while a scan runs that
        does less.
        """
        library = site.library
        for key in self.keys:
            library.catalog.get(key)
        order = _Order(scan=self, folder=library.config.library)

        def run(report: Progress) -> Scanned:
            return self.run(library, _ending_with(site, order, check, report))

        while True:
            job = site.jobs.start(KIND, run, order=order)
            if isinstance(job.order, _Order) and job.order.covers(order):
                return job
            if isinstance(job.order, _Order) and job.order.folder == order.folder:
                raise NotPossible(
                    "Another scan is running, which does less than this one.",
                    hint="Begin this one when it is done.",
                )
            site.jobs.join(job.id)

    def covers(self, other: "Scan") -> bool:
        """Tell whether this scan does all that another one would."""
        all_keys = not self.keys or (other.keys and set(other.keys) <= set(self.keys))
        return bool(
            all_keys
            and self.offline <= other.offline
            and self.full >= other.full
            and self.confirmed >= other.confirmed
        )

    def run(self, library: Library, report: Progress) -> "Scanned":
        """Scan, and tell how far it is: in series first, then in folders.

        Raises LibraryUnavailable when the library folder cannot be trusted, and what ``report`` raises.
        """
        refreshed = () if self.offline else read_sites(library, *self.keys, report=report)
        disk = library.scanner.scan(
            *self.keys, full=self.full, confirmed=self.confirmed, report=report
        )
        failed = tuple(_failed(refreshed))
        for one in failed:
            _log.warning("%s could not be read from its site: %s", one.key, one.problem)
        read = sum(one.error is None for one in refreshed)
        return Scanned(refreshed=read, failed=failed, disk=disk)


@frozen(kw_only=True)
class NotRefreshed:
    """A series that could not be read from its site, why, and what to do.

    One stands for all series of a site that is left alone for now.
    """

    key: SeriesKey
    problem: str
    hint: str


@frozen(kw_only=True)
class Scanned:
    """How many series were read from their sites, which were not, and what the disk holds."""

    refreshed: int
    failed: tuple[NotRefreshed, ...]
    disk: ScanResult


@frozen(kw_only=True)
class _Order:
    """A scan, and the library folder that it reads."""

    scan: Scan
    folder: Path | None

    def covers(self, other: "_Order") -> bool:
        return self.folder == other.folder and self.scan.covers(other.scan)


def _ending_with(site: Site, order: _Order, check: Check, report: Progress) -> Progress:
    """Let a scan end when its folder is no longer the library's: what it finds would be taken for ours."""

    def go_on(done: int, total: int) -> None:
        check()
        if site.library.config.library != order.folder:
            raise Cancelled("The library folder was changed.", hint="Scan again.")
        report(done, total)

    return go_on


def _failed(refreshed: Iterable[Refreshed]) -> Iterator[NotRefreshed]:
    left_alone: set[str] = set()
    for one in refreshed:
        if one.error is None or one.error.message in left_alone:
            continue
        if not one.asked:
            left_alone.add(one.error.message)
        yield NotRefreshed(key=one.key, problem=one.error.message, hint=one.error.hint)


def adopt(library: Library, key: SeriesKey) -> None:
    """Look on the disk for what a series that was just added has there already.

    Where the library folder is not there, or cannot be trusted, the next scan does it.
    """
    try:
        library.scanner.scan(key)
    except (InvalidConfig, LibraryUnavailable):
        return
