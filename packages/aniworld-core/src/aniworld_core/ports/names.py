"""Reading file names of layouts that the core's own rule does not know."""

from typing import Protocol

from aniworld_core.entities import NamedEpisodes

__all__ = ["NameReader"]


class NameReader(Protocol):
    """Reads episodes from a path; asked only when the core's own rule finds none."""

    @property
    def name(self) -> str:
        """Short name, shown to the user."""
        ...

    def read(self, relative_path: str) -> NamedEpisodes | None:
        """Return what ``<series folder>/.../<file>`` names, or None when it names no episode."""
        ...
