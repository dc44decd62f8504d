"""A process that works on the store as JSON."""

from typing import Any

from aniworld_core import serde
from aniworld_core.services.workers import WorkerView

__all__ = ["document"]


def document(view: WorkerView) -> dict[str, Any]:
    """Return the JSON form: what the process told of itself, and what is known of it beside that."""
    return {
        **serde.unstructure(view.process),
        "alive": view.alive,
        "items": [serde.unstructure(item) for item in view.items],
        "leads": list(view.leads),
    }
