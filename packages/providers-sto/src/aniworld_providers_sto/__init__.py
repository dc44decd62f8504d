"""The catalogue of serienstream.to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aniworld_core import hookimpl

if TYPE_CHECKING:
    from aniworld_core.config import Config
    from aniworld_core.ports import Provider

__all__ = ["aniworld_providers"]


@hookimpl
def aniworld_providers(config: "Config") -> "Iterator[Provider]":
    """Contribute the provider ``sto`` with its settings ``[providers.sto]``."""
    from aniworld_providers_sto.site import Sto, StoConfig

    settings = config.provider(Sto.name, StoConfig)
    yield Sto(settings, cache=config.data / "cache" / "sto.db")
