"""From episodes as people write them to those of a registered series."""

from collections.abc import Sequence

from aniworld_core import episode_ranges
from aniworld_core.entities import EpisodeId
from aniworld_core.library import Library

__all__ = ["chosen"]


def chosen(library: Library, key: str, texts: Sequence[str]) -> tuple[EpisodeId, ...]:
    """Return the episodes of a series that ``S01E03``, ``S01`` or ``S01E03-E07`` name, in order.

    Raises SeriesNotFound, InvalidValue for another text, and EpisodeNotFound when one names none.
    """
    limit = library.config.scanner.episode_limit
    return episode_ranges.chosen(library.catalog.get(key), texts, limit=limit)
