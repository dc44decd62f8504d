"""What the catalogue says now, and what the user decided, in one series."""

from datetime import datetime

from attrs import evolve

from aniworld_core.entities import EpisodeId, Series
from aniworld_core.errors import LayoutChanged

__all__ = ["marked", "merged"]


def marked(series: Series, ids: frozenset[EpisodeId], *, ignored: bool) -> Series:
    """Return the series with a mark set or cleared on some episodes."""
    return evolve(
        series,
        episodes=tuple(
            evolve(episode, ignored=ignored) if episode.id in ids else episode
            for episode in series.episodes
        ),
    )


def merged(stored: Series, fresh: Series, now: datetime) -> Series:
    """Take what the catalogue says now and keep what the user decided."""
    if stored.checked is not None and len(fresh.episodes) * 2 < len(stored.episodes):
        raise LayoutChanged(
            f"The site lists {len(fresh.episodes)} episodes of {stored.title} instead of "
            f"{len(stored.episodes)}; the old list was kept.",
            hint="If that is right, remove the series and add it again.",
        )
    ignored = frozenset(episode.id for episode in stored.episodes if episode.ignored)
    current = evolve(
        fresh,
        key=stored.key,
        folder=stored.folder,
        monitored=stored.monitored,
        languages=stored.languages,
        added=stored.added,
        checked=now,
    )
    return marked(current, ignored, ignored=True)
