"""Migration: taking over what other programs left in the library."""

from aniworld_core.services.migration.results import CleanupResult
from aniworld_core.services.migration.service import Migration, Progress

__all__ = ["CleanupResult", "Migration", "Progress"]
