"""Settings: what there is (:mod:`.model`), where it comes from (:mod:`.load`), how it is shown."""

from aniworld_core.config.asked import AskedConfig
from aniworld_core.config.describe import Section, Setting, describe
from aniworld_core.config.load import default_path, load, parse
from aniworld_core.config.model import (
    Config,
    DownloadsConfig,
    NamingConfig,
    ScannerConfig,
    ScheduleConfig,
    invalid,
)
from aniworld_core.config.secrets import MASK, hidden, is_secret, revealed
from aniworld_core.config.setting import Rules, setting

__all__ = [
    "MASK",
    "AskedConfig",
    "Config",
    "DownloadsConfig",
    "NamingConfig",
    "Rules",
    "ScannerConfig",
    "ScheduleConfig",
    "Section",
    "Setting",
    "default_path",
    "describe",
    "hidden",
    "invalid",
    "is_secret",
    "load",
    "parse",
    "revealed",
    "setting",
]
