"""Holds: what keeps all downloads from going on."""

from aniworld_core.services.holds.service import Holds

__all__ = ["Holds"]
