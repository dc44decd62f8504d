"""The catalogue of aniworld.to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aniworld_core import hookimpl

if TYPE_CHECKING:
    from aniworld_core.config import Config
    from aniworld_core.ports import Provider

__all__ = ["aniworld_providers"]


@hookimpl
def aniworld_providers(config: "Config") -> "Iterator[Provider]":
    """Contribute the provider ``aniworld`` with its settings ``[providers.aniworld]``."""
    from aniworld_providers_aniworld.site import Aniworld, AniworldConfig

    settings = config.provider(Aniworld.name, AniworldConfig)
    yield Aniworld(settings, cache=config.data / "cache" / "aniworld.db")
