"""What every provider must do: its answers, its errors, its manners, and how it takes broken pages."""

from aniworld_core.testing.provider_contract.contract import ProviderContract
from aniworld_core.testing.provider_contract.site import SiteContract

__all__ = ["ProviderContract", "SiteContract"]
