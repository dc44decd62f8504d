"""Health: whether everything is in order, and what to do where it is not."""

from aniworld_core.services.health.finding import Finding
from aniworld_core.services.health.program import has_store
from aniworld_core.services.health.service import Health

__all__ = ["Finding", "Health", "has_store"]
