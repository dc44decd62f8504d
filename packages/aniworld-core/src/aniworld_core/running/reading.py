"""Reads from the sites what is due: their lists of releases and of titles, and series."""

from collections.abc import Sequence

from aniworld_core.library import Library
from aniworld_core.ports import Progress
from aniworld_core.services.catalog import Refreshed

__all__ = ["read_sites"]


def read_sites(library: Library, *keys: str, report: Progress) -> Sequence[Refreshed]:
    """Read the series that are named; else what is due, with the sites' lists of releases and of titles.

    Lists that cannot be read stay as they were. Raises what ``report`` raises.
    """
    if keys:
        return tuple(library.catalog.refresh(*keys, report=report))
    library.upcoming.read()
    refreshed = library.catalog.refresh(report=report)
    library.titles.read()
    return tuple(refreshed)
