"""Settings: what there is (:mod:`.model`), where it comes from (:mod:`.load`), how it is shown."""

from aniworld_core.config.asked import AskedConfig
from aniworld_core.config.load import default_path, load, parse
from aniworld_core.config.model import Config, DownloadsConfig, NamingConfig, ScannerConfig, invalid
from aniworld_core.config.secrets import MASK, hidden, is_secret, revealed

__all__ = [
    "MASK",
    "AskedConfig",
    "Config",
    "DownloadsConfig",
    "NamingConfig",
    "ScannerConfig",
    "default_path",
    "hidden",
    "invalid",
    "is_secret",
    "load",
    "parse",
    "revealed",
]
