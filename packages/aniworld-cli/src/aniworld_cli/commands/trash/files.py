"""What the commands about files in the trash say of them."""

from aniworld_core.entities import Trashed
from aniworld_core.sizes import size

__all__ = ["HINT", "line"]

HINT = "See: aniw trash list"


def line(one: Trashed) -> str:
    """Return one line that names a file."""
    return f"  {one.id}: {one.path}, {size(one.size)}"
