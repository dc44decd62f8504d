"""What every resolver and every downloader must do; inherit a class and give it its pages."""

from aniworld_core.testing.media_contract.downloader import DownloaderContract
from aniworld_core.testing.media_contract.resolver import ResolverContract

__all__ = ["DownloaderContract", "ResolverContract"]
