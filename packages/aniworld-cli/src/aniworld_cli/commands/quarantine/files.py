"""What the commands about files in quarantine say of them."""

from aniworld_core.entities import Quarantined
from aniworld_core.episode_ranges import compact
from aniworld_core.sizes import size

__all__ = ["HINT", "line"]

HINT = "See: aniw quarantine list"


def line(one: Quarantined) -> str:
    """Return one line that names a file."""
    return f"  {one.id}: {one.key} {compact([one.episode])} from {one.hoster}, {size(one.size)}"
