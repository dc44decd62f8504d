"""A store for one run: ``--store memory:`` keeps everything in memory and forgets it at the end."""

from typing import TYPE_CHECKING

from aniworld_core import hookimpl

if TYPE_CHECKING:
    from aniworld_core.ports import Store


@hookimpl
def aniworld_open_store(url: str) -> "Store | None":
    """Open a store in memory, or leave the address to another plugin."""
    if not url.startswith("memory:"):
        return None
    from aniworld_core.memory import MemoryStore

    return MemoryStore()
