"""From episodes as people write them to those of a series."""

from collections.abc import Sequence

from aniworld_core import episode_ranges
from aniworld_core.entities import EpisodeId
from aniworld_core.errors import EpisodeNotFound
from aniworld_core.library import Library

__all__ = ["chosen"]


def chosen(library: Library, key: str, texts: Sequence[str]) -> tuple[EpisodeId, ...]:
    """Return the episodes of a series that ``S01E03``, ``S01`` or ``S01E03-E07`` name, in order.

    Raises SeriesNotFound, InvalidValue for another text, and EpisodeNotFound when one names none.
    """
    series = library.catalog.get(key)
    found: set[EpisodeId] = set()
    for text in texts:
        wanted = episode_ranges.parse(text, limit=library.config.scanner.episode_limit)
        named = {episode.id for episode in series.episodes if wanted.covers(episode.id)}
        if not named:
            raise EpisodeNotFound(
                f"{series.title} has no episode {text}.", hint=f"See: aniw show {series.key}"
            )
        found |= named
    return tuple(sorted(found))
