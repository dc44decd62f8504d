"""Settings: what there is (:mod:`.model`) and where it comes from (:mod:`.load`)."""

from aniworld_core.config.load import default_path, load, parse
from aniworld_core.config.model import Config, DownloadsConfig, NamingConfig, ScannerConfig

__all__ = [
    "Config",
    "DownloadsConfig",
    "NamingConfig",
    "ScannerConfig",
    "default_path",
    "load",
    "parse",
]
