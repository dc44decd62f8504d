"""Covers: the images of series, read once from their sites and kept."""

from aniworld_core.services.covers.images import media_type
from aniworld_core.services.covers.service import Cover, Covers

__all__ = ["Cover", "Covers", "media_type"]
