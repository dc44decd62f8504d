"""Contract tests for plugin authors: inherit one, say how the plugin is made, and run pytest."""

import pytest

# Before the contracts are imported: then pytest tells of them what was compared, as of tests of your own.
pytest.register_assert_rewrite(
    "aniworld_core.testing.hits_contract",
    "aniworld_core.testing.media_contract",
    "aniworld_core.testing.migrator_contract",
    "aniworld_core.testing.provider_contract",
    "aniworld_core.testing.relay_contract",
    "aniworld_core.testing.store_contract",
)

from aniworld_core.testing.hits_contract import HitsContract  # noqa: E402 - see above
from aniworld_core.testing.hoster import Hoster  # noqa: E402
from aniworld_core.testing.media_contract import DownloaderContract, ResolverContract  # noqa: E402
from aniworld_core.testing.migrator_contract import MigratorContract  # noqa: E402
from aniworld_core.testing.provider_contract import ProviderContract, SiteContract  # noqa: E402
from aniworld_core.testing.relay_contract import RelayContract  # noqa: E402
from aniworld_core.testing.store_contract import StoreContract  # noqa: E402

__all__ = [
    "DownloaderContract",
    "HitsContract",
    "Hoster",
    "MigratorContract",
    "ProviderContract",
    "RelayContract",
    "ResolverContract",
    "SiteContract",
    "StoreContract",
]
