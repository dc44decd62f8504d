"""Settings: seeing, changing, saving and restoring the settings file."""

from aniworld_core.services.settings.backups import Backup
from aniworld_core.services.settings.service import Settings

__all__ = ["Backup", "Settings"]
