"""Where an episode has its page below that of its series."""

from aniworld_demo.catalogue import Entry

__all__ = ["place"]


def place(entry: Entry) -> str:
    """Return such as ``staffel-1/episode-2`` or ``filme/film-1``."""
    if entry.season == 0:
        return f"filme/film-{entry.number}"
    return f"staffel-{entry.season}/episode-{entry.number}"
