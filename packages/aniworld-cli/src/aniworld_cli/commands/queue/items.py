"""Queue items by their numbers, for the commands that change some."""

from collections.abc import Sequence
from typing import Any

from aniworld_core.entities import NewItem, QueueItem
from aniworld_core.episode_ranges import compact
from aniworld_core.errors import ItemNotFound
from aniworld_core.library import Library

__all__ = ["document", "find", "line"]


def find(library: Library, ids: Sequence[int]) -> list[QueueItem]:
    """Return the items with these numbers, each once; raises ItemNotFound."""
    return [_find(library, number) for number in dict.fromkeys(ids)]


def document(item: QueueItem | NewItem) -> dict[str, Any]:
    """Return the short JSON form of an item; a planned one has no number."""
    return {
        "id": item.id if isinstance(item, QueueItem) else None,
        "key": str(item.key),
        "episode": str(item.episode),
    }


def line(item: QueueItem | NewItem) -> str:
    """Return one line that names an item."""
    number = f"{item.id}: " if isinstance(item, QueueItem) else ""
    return f"  {number}{item.key} {compact([item.episode])}"


def _find(library: Library, id: int) -> QueueItem:
    item = library.store.queue.get(id)
    if item is None:
        raise ItemNotFound(f"The queue has no item {id}.", hint="See: aniw queue list")
    return item
