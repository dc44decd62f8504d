"""Contract tests for plugin authors: inherit one, say how the plugin is made, and run pytest."""

from aniworld_core.testing.hoster import Hoster
from aniworld_core.testing.media_contract import DownloaderContract, ResolverContract
from aniworld_core.testing.migrator_contract import MigratorContract
from aniworld_core.testing.provider_contract import ProviderContract, SiteContract
from aniworld_core.testing.store_contract import StoreContract

__all__ = [
    "DownloaderContract",
    "Hoster",
    "MigratorContract",
    "ProviderContract",
    "ResolverContract",
    "SiteContract",
    "StoreContract",
]
