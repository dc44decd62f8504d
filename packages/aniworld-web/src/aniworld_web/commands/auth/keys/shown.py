"""How an API key is shown: without the hash of its secret."""

from typing import Any

from aniworld_core import serde
from aniworld_core.entities import ApiKey

__all__ = ["document"]


def document(key: ApiKey) -> dict[str, Any]:
    """Return the JSON form of a key."""
    return {name: value for name, value in serde.unstructure(key).items() if name != "hash"}
