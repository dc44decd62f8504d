"""The quarantine: what was downloaded and is no episode."""

from aniworld_core.services.quarantine.service import Quarantine

__all__ = ["Quarantine"]
