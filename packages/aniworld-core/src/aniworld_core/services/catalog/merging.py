"""What the catalogue says now, what was known, and what the user decided, in one series."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from attrs import evolve

from aniworld_core.entities import Episode, EpisodeId, Language, Series
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


def merged(
    stored: Series, fresh: Series, now: datetime, wanted: Collection[Language] = ()
) -> Series:
    """Take what the catalogue says now and keep what the user decided.

    ``wanted`` are the languages that count for the series: the first of them begins an episode's wait.
    Raises LayoutChanged for an answer that lacks more than half of the known episodes; a season that does
    stays as it was known. Notes of another program (never checked) are replaced whatever their size.
    """
    known = stored.checked is not None
    if known and len(fresh.episodes) * 2 < len(stored.episodes):
        raise LayoutChanged(
            f"The site lists {len(fresh.episodes)} episodes of {stored.title} instead of "
            f"{len(stored.episodes)}; the old list was kept.",
            hint="If that is right, remove the series and add it again.",
        )
    ignored = frozenset(episode.id for episode in stored.episodes if episode.ignored)
    episodes = _unshrunk(stored, fresh) if known else fresh.episodes
    news = known and _noticed(episodes) != _noticed(stored.episodes)
    current = evolve(
        fresh,
        key=stored.key,
        folder=stored.folder,
        monitored=stored.monitored,
        languages=stored.languages,
        wait_days=stored.wait_days,
        replace=stored.replace,
        episodes=_since(stored, episodes, now if known else None, frozenset(wanted)),
        added=stored.added,
        checked=now,
        changed=now if news else stored.changed,
    )
    return marked(current, ignored, ignored=True)


def _since(
    stored: Series, episodes: Iterable[Episode], now: datetime | None, wanted: frozenset[Language]
) -> tuple[Episode, ...]:
    """Note since when each episode is offered: ``now`` for what was not before, else as it was noted."""
    before = {episode.id: episode for episode in stored.episodes}
    return tuple(
        evolve(episode, offered=_offered(before.get(episode.id), episode, now, wanted))
        for episode in episodes
    )


def _offered(
    before: Episode | None, episode: Episode, now: datetime | None, wanted: frozenset[Language]
) -> datetime | None:
    known = None if before is None else before.offered
    if not _is_offered(episode):
        return known
    if before is None or not _is_offered(before):
        return known or now
    begins = wanted.isdisjoint(before.languages) and not wanted.isdisjoint(episode.languages)
    return now if begins else known


def _is_offered(episode: Episode) -> bool:
    return bool(episode.languages) and not episode.upcoming


def _unshrunk(stored: Series, fresh: Series) -> tuple[Episode, ...]:
    """Return the fresh episodes, but the known ones of each season that lost more than half."""
    seasons = _by_season(fresh.episodes)
    for season, known in _by_season(stored.episodes).items():
        there = sum(
            not episode.upcoming for episode in known
        )  # what was announced may be called off
        if len(seasons.get(season, ())) * 2 < there:
            seasons[season] = known
    return tuple(episode for _, season in sorted(seasons.items()) for episode in season)


def _by_season(episodes: Iterable[Episode]) -> dict[int, list[Episode]]:
    seasons: dict[int, list[Episode]] = defaultdict(list)
    for episode in episodes:
        seasons[episode.id.season].append(episode)
    return seasons


def _noticed(
    episodes: Iterable[Episode],
) -> Mapping[EpisodeId, tuple[bool, frozenset[Language]]]:
    """Return what makes an episode another one for a person; titles and hosters come and go."""
    return {one.id: (one.upcoming, frozenset(one.languages)) for one in episodes}
