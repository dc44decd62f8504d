"""Settings: what there is (:mod:`.model`) and where it comes from (:mod:`.load`)."""

from aniworld_core.config.asked import AskedConfig
from aniworld_core.config.load import default_path, load, parse
from aniworld_core.config.model import Config, DownloadsConfig, NamingConfig, ScannerConfig, invalid

__all__ = [
    "AskedConfig",
    "Config",
    "DownloadsConfig",
    "NamingConfig",
    "ScannerConfig",
    "default_path",
    "invalid",
    "load",
    "parse",
]
