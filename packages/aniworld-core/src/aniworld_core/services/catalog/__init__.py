"""The catalogue: searching, registering and refreshing series."""

from aniworld_core.services.catalog.refreshing import Refreshing
from aniworld_core.services.catalog.results import Due, Refreshed, SearchAnswer
from aniworld_core.services.catalog.service import Catalog

__all__ = ["Catalog", "Due", "Refreshed", "Refreshing", "SearchAnswer"]
