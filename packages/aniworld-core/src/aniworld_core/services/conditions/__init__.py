"""Conditions: how sites and hosters are doing, and which of them are left alone for a while."""

from aniworld_core.services.conditions.hosters import hoster_of
from aniworld_core.services.conditions.service import Conditions

__all__ = ["Conditions", "hoster_of"]
