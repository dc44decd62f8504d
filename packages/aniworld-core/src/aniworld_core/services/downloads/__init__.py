"""Downloads: from a queue item to a verified file in its place."""

from aniworld_core.services.downloads.ground import Ground
from aniworld_core.services.downloads.results import WorkResult
from aniworld_core.services.downloads.service import Downloads

__all__ = ["Downloads", "Ground", "WorkResult"]
