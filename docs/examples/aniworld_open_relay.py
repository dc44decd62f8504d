"""A relay between the libraries of one program: ``relay = "memory:NAME"`` in the settings of each."""

from collections import defaultdict
from typing import TYPE_CHECKING

from aniworld_core import hookimpl
from aniworld_core.memory import MemoryExchange

if TYPE_CHECKING:
    from aniworld_core.ports import Relay

_EXCHANGES: defaultdict[str, MemoryExchange] = defaultdict(MemoryExchange)


@hookimpl
def aniworld_open_relay(url: str) -> "Relay | None":
    """Open a relay to all others of the same name, or leave the address to another plugin."""
    if not url.startswith("memory:"):
        return None
    return _EXCHANGES[url].relay()
