"""Whether all is well, with the fix beside each fault; versions, disks and plugins."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from aniworld_core import __version__
from aniworld_core.plugins import Trial, reports
from aniworld_core.services.health import Finding
from aniworld_web.pages.page import Page, Shown, Visit
from aniworld_web.pages.reaching import reaching_context
from aniworld_web.pages.system.sites import sites_context
from aniworld_web.site import Site

__all__ = ["PAGES", "Disk", "Row", "show"]


@frozen(kw_only=True)
class Row:
    """What a check found, what the check is called, and the page where the fault can be mended."""

    finding: Finding
    name: str
    page: str


@frozen(kw_only=True)
class Disk:
    """A folder, and the bytes of its disk; None where it cannot be asked."""

    name: str
    path: Path
    free: int | None
    total: int | None


def show(visit: Visit) -> Shown:
    """Run all checks that need no network, and show what they found."""
    site = visit.site
    library = site.library
    context = {
        "tab": "overview",
        "rows": _rows(visit, library.health.check()),
        "version": __version__,
        "disks": list(_disks(visit)),
        "plugins": reports(Trial(library.plugins.manager, library.config)),
        **reaching_context(visit),
        **sites_context(visit),
    }
    return Shown("system.html", context)


def _rows(visit: Visit, found: Sequence[Finding]) -> Sequence[Row]:
    _ = visit.gettext
    names = {
        "python": "Python",
        "settings": _("Settings"),
        "library": _("Library folder"),
        "mark": _("Mark of the folder"),
        "space": _("Free space"),
        "downloads": _("Downloads"),
        "store": _("Store"),
        "relay": _("Relay"),
        "plugins": _("Plugins"),
        "providers": _("Sites"),
        "ffmpeg": "ffmpeg",
    }
    pages = _pages(visit.site)
    rows = [
        Row(finding=one, name=names.get(one.name, one.name), page=pages.get(one.name, ""))
        for one in found
    ]
    return sorted(rows, key=lambda row: (row.finding.ok, not row.finding.warning))  # faults first


def _pages(site: Site) -> Mapping[str, str]:
    if site.settings is None:
        return {}
    return {
        "settings": "/settings",
        "library": "/setup/folder",
        "mark": "/setup/folder",
        "space": "/settings",
        "downloads": "/settings",
        "relay": "/settings",
        "plugins": "/settings/plugins",
    }


def _disks(visit: Visit) -> Sequence[Disk]:
    config = visit.site.library.config
    places = [(visit.gettext("Data folder"), config.data)]
    if config.library is not None:
        places.insert(0, (visit.gettext("Library folder"), config.library))
    return [_disk(name, path) for name, path in places]


def _disk(name: str, path: Path) -> Disk:
    try:
        # A folder that is made with its first file will be on the disk of what is above it.
        usage = shutil.disk_usage(next(one for one in (path, *path.parents) if one.exists()))
    except (OSError, StopIteration):
        return Disk(name=name, path=path, free=None, total=None)
    return Disk(name=name, path=path, free=usage.free, total=usage.total)


PAGES = (Page("GET", "/system", show, templates=("system.html",)),)
