"""Which of many things that are kept are about one episode."""

from collections.abc import Iterable, Sequence
from datetime import date

from aniworld_core.entities import (
    Episode,
    EpisodeFile,
    EpisodeId,
    QueueItem,
    QueueState,
    Release,
    Series,
    SeriesKey,
    absolute_numbers,
)

__all__ = ["UNFINISHED", "expected", "file_of", "item_of", "place_of"]

UNFINISHED = (QueueState.QUEUED, QueueState.RUNNING, QueueState.PAUSED, QueueState.FAILED)
"""States of items that say something of an episode; what is done is told by its file."""


def file_of(
    files: Iterable[EpisodeFile], series: Series, episode: Episode, best: str | None
) -> EpisodeFile | None:
    """Return the file that holds an episode, by its id or its number over all seasons.

    Of several it is the one whose path is the ``best``, where that is known.
    """
    number = absolute_numbers(series.episodes).get(episode.id)
    fitting = [one for one in files if episode.id in one.episodes or number in one.absolute]
    return min(fitting, key=lambda one: one.path != best, default=None)


def item_of(items: Iterable[QueueItem], key: SeriesKey, id: EpisodeId) -> QueueItem | None:
    """Return the queue item of an episode, which has one at most."""
    return next((one for one in items if one.key == key and one.episode == id), None)


def place_of(items: Iterable[QueueItem], item: QueueItem | None) -> int:
    """Return the place of an item among those that wait, which come in working order; 1 is the first."""
    waiting = [one.id for one in items if one.state is QueueState.QUEUED]
    return waiting.index(item.id) + 1 if item is not None and item.id in waiting else 1


def expected(
    releases: Iterable[Release], series: Series, episode: Episode, today: date
) -> Release | None:
    """Return the next release of an episode that brings a language it is not offered in yet."""
    fitting: Sequence[Release] = [
        one
        for one in releases
        if one.provider == series.provider
        and one.ref.casefold() == series.ref.casefold()
        and one.episode == episode.id
        and one.day >= today
        and one.language not in episode.languages
    ]
    return min(fitting, key=lambda one: one.day, default=None)
