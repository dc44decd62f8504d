"""The hooks: what a plugin can contribute, each with a complete example in docs/hooks.md."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

# Only names in annotations: a plugin manager must be made without loading the whole core.
if TYPE_CHECKING:
    from aniworld_core.config import Config
    from aniworld_core.events import Sink
    from aniworld_core.ports import (
        Downloader,
        Migrator,
        NameReader,
        Provider,
        Relay,
        Resolver,
        Store,
    )

__all__ = [
    "aniworld_downloaders",
    "aniworld_migrators",
    "aniworld_name_readers",
    "aniworld_open_relay",
    "aniworld_open_store",
    "aniworld_providers",
    "aniworld_resolvers",
    "aniworld_sinks",
]

hookspec = pluggy.HookspecMarker("aniworld")


@hookspec
def aniworld_providers(config: "Config") -> "Iterable[Provider]":
    """Contribute catalogue sites; called once a library, before the first one is needed."""
    yield from ()


@hookspec(firstresult=True)
def aniworld_open_store(url: str) -> "Store | None":
    """Open the store that ``url`` names, or return None when its scheme is another plugin's.

    Called once, when a library opens. Raises CorruptStore or NewerSchema rather than harm anything, and
    InvalidConfig for a URL that names no store: the settings are checked with the scheme alone
    (``sqlite://``), and what is missing for it, such as a driver, is told by the error's ``problems``.
    """
    return None


@hookspec(firstresult=True)
def aniworld_open_relay(url: str) -> "Relay | None":
    """Open the relay that ``url`` names, or return None when its scheme is another plugin's.

    Called once, when a library opens whose settings name a relay. Returns without asking the network:
    what the address names may be away now and come later. Raises InvalidConfig for a URL that names no
    relay: the settings are checked with the scheme alone (``redis://``), and what that opens is closed.
    """
    return None


@hookspec
def aniworld_migrators() -> "Iterable[Migrator]":
    """Contribute readers of other programs' data; called before a migration."""
    yield from ()


@hookspec
def aniworld_resolvers(config: "Config") -> "Iterable[Resolver]":
    """Contribute ways from a hoster's page to a stream; called once, before the first download."""
    yield from ()


@hookspec
def aniworld_downloaders(config: "Config") -> "Iterable[Downloader]":
    """Contribute ways from a stream to a file; called once, before the first download."""
    yield from ()


@hookspec
def aniworld_name_readers() -> "Iterable[NameReader]":
    """Contribute readers of file names; called once, before the first name the core cannot read."""
    yield from ()


@hookspec
def aniworld_sinks(config: "Config") -> "Iterable[Sink]":
    """Contribute listeners that hear every event; called once, when a library opens."""
    yield from ()
