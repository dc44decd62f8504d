"""The catalogue: searching, registering and refreshing series."""

from aniworld_core.services.catalog.results import Refreshed, SearchAnswer
from aniworld_core.services.catalog.service import Catalog

__all__ = ["Catalog", "Refreshed", "SearchAnswer"]
