"""What the memory store's series lack, by comparing the catalogue with the files."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from aniworld_core.entities import (
    LIVE,
    Episode,
    EpisodeFile,
    Language,
    Missing,
    MissingFilter,
    QueueItem,
    QueueState,
    Reason,
    Series,
    absolute_numbers,
)

__all__ = ["absent", "explain"]


def absent(series: Series, files: Iterable[EpisodeFile]) -> list[Episode]:
    """Return the episodes that no file of the series' folder holds, in order of their ids."""
    files = list(files)
    named = {episode for file in files for episode in file.episodes}
    counted = {number for file in files for number in file.absolute}
    numbers = absolute_numbers(series.episodes)
    return [
        episode
        for episode in series.episodes
        if episode.id not in named and numbers.get(episode.id) not in counted
    ]


def explain(
    series: Series, episode: Episode, item: QueueItem | None, filter: MissingFilter
) -> Missing:
    """Say why an absent episode is missing, given its queue item and the policy."""
    languages = filter.languages if filter.for_all else series.languages or filter.languages
    until = _waits_until(series, episode, languages, filter)
    reason = _reason(episode, item, languages) if series.monitored else Reason.IGNORED
    if until is not None and reason is Reason.NOT_DOWNLOADED:
        reason = Reason.WAITING_FOR_LANGUAGE
    told = item if reason in {Reason.QUEUED, Reason.FAILED} else None
    return Missing(
        episode=episode.id,
        title=episode.title,
        reason=reason,
        languages=episode.languages,
        error="" if told is None else told.reason,
        next_try=None if told is None else told.next_try,
        waits_until=until if reason is Reason.WAITING_FOR_LANGUAGE else None,
    )


def _waits_until(
    series: Series, episode: Episode, languages: tuple[Language, ...], filter: MissingFilter
) -> datetime | None:
    """Return when an episode is taken though its first language is not there; None = at once, or never."""
    if episode.offered is None or filter.now is None:
        return None
    if not set(episode.languages) & set(languages) or languages[0] in episode.languages:
        return None
    days = series.wait_days
    if days is None or filter.for_all:
        days = filter.wait_days
    until = episode.offered + timedelta(days=days)
    return until if until > filter.now else None


def _reason(episode: Episode, item: QueueItem | None, languages: tuple[Language, ...]) -> Reason:
    if episode.ignored:
        return Reason.IGNORED
    if item is not None and item.state in LIVE:
        return Reason.QUEUED
    if item is not None and item.state is QueueState.FAILED:
        return Reason.FAILED
    if episode.upcoming:
        return Reason.UPCOMING
    # No language at all means that the catalogue did not tell, not that there is none.
    if episode.languages and not set(episode.languages) & set(languages):
        return Reason.WAITING_FOR_LANGUAGE
    return Reason.NOT_DOWNLOADED
