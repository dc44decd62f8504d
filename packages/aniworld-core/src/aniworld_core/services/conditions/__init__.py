"""Conditions: how the catalogue sites are doing, and which of them are left alone for a while."""

from aniworld_core.services.conditions.service import Conditions

__all__ = ["Conditions"]
