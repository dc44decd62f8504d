"""The title index: what the sites' whole lists name, for a search that needs no network."""

from aniworld_core.services.titles.results import ListRead
from aniworld_core.services.titles.service import TitleIndex

__all__ = ["ListRead", "TitleIndex"]
