"""A series with everything that is known of it, as its page and programs need it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import get_args

from attrs import frozen

from aniworld_core.entities import (
    Episode,
    EpisodeFile,
    EpisodeId,
    Missing,
    Reason,
    Replaceable,
    Series,
    absolute_numbers,
)
from aniworld_core.library import Library
from aniworld_web.rest.fields import Key, State

__all__ = [
    "AnimeDetail",
    "EpisodeDetail",
    "UpgradeAwaited",
    "VideoFile",
    "detail",
    "files_by_episode",
]

_SET_ASIDE = frozenset({"on-disk", Reason.IGNORED, Reason.UPCOMING})


@frozen(kw_only=True)
class VideoFile:
    """A video of the library: ``path`` is below the library folder, ``size`` in bytes."""

    path: str
    size: int
    language: str | None


@frozen(kw_only=True)
class UpgradeAwaited:
    """A file in the language that it ``has`` is to be replaced by one in a ``wanted`` one.

    ``better`` are those of them that are offered now; with none, it is waited for one. ``queued`` tells that
    it is fetched already, ``failed`` why the last try did not succeed, or null.
    """

    has: str
    better: tuple[str, ...]
    wanted: tuple[str, ...]
    queued: bool
    failed: str | None


@frozen(kw_only=True)
class EpisodeDetail:
    """An episode; ``state`` is where it stands, with the last ``error`` and the time of the next try.

    ``reason`` is why it is missing, null when it is on the disk. ``waits_until`` is when another wanted
    language is taken though the first one is not offered. ``upgrade`` is null unless its file is to be
    replaced by one in a better language.
    """

    episode: str
    season: int
    number: int
    title: str
    original_title: str
    languages: tuple[str, ...]
    state: State
    reason: Reason | None
    error: str
    next_try: datetime | None
    waits_until: datetime | None
    ignored: bool
    files: tuple[VideoFile, ...]
    upgrade: UpgradeAwaited | None


@frozen(kw_only=True)
class AnimeDetail:
    """A series with its episodes in order; season 0 holds films and specials.

    ``languages`` are its own policy in order of preference, none the library's; so is ``wait_days`` (how
    long an episode waits for the first language) and ``replace`` (whether files in a later language are
    replaced), null the library's. ``counts`` are its
    episodes by state, ``missing_episodes`` what of them could be fetched. ``checked`` is when its site was
    last read.
    """

    key: Key
    title: str
    aliases: tuple[str, ...]
    year: int | None
    site: str
    link: str
    folder: str | None
    description: str
    genres: tuple[str, ...]
    languages: tuple[str, ...]
    wait_days: int | None
    replace: bool | None
    monitored: bool
    added: datetime | None
    checked: datetime | None
    missing_episodes: int
    counts: dict[State, int]
    episodes: tuple[EpisodeDetail, ...]


def detail(library: Library, series: Series) -> AnimeDetail:
    """Return a series with the state of each episode; raises SeriesNotFound when it was just removed."""
    lacks = {lack.episode: lack for one in library.missing.find(series.key) for lack in one.missing}
    files = files_by_episode(series, library.store.files.of(series.key))
    upgrades = {one.episode: one for one in library.missing.replaceable(series.key)}
    episodes = tuple(
        _episode(
            episode,
            lacks.get(episode.id),
            files.get(episode.id, ()),
            upgrades.get(episode.id),
        )
        for episode in series.episodes
    )
    counts = Counter(episode.state for episode in episodes)
    return AnimeDetail(
        key=series.key,
        title=series.title,
        aliases=series.aliases,
        year=series.year,
        site=series.provider,
        link=series.link,
        folder=series.folder,
        description=series.description,
        genres=series.genres,
        languages=series.languages,
        wait_days=series.wait_days,
        replace=series.replace,
        monitored=series.monitored,
        added=series.added,
        checked=series.checked,
        missing_episodes=sum(counts[state] for state in counts if state not in _SET_ASIDE),
        counts={state: counts[state] for state in get_args(State)},
        episodes=episodes,
    )


def _episode(
    episode: Episode,
    lack: Missing | None,
    files: Sequence[EpisodeFile],
    upgrade: Replaceable | None,
) -> EpisodeDetail:
    return EpisodeDetail(
        episode=str(episode.id),
        season=episode.id.season,
        number=episode.id.number,
        title=episode.title,
        original_title=episode.original_title,
        languages=episode.languages,
        state="on-disk" if lack is None else lack.reason.value,
        reason=None if lack is None else lack.reason,
        error="" if lack is None else lack.error,
        next_try=None if lack is None else lack.next_try,
        waits_until=None if lack is None else lack.waits_until,
        ignored=episode.ignored,
        files=tuple(
            VideoFile(path=file.path, size=file.size, language=file.language) for file in files
        ),
        upgrade=None if upgrade is None else _upgrade(upgrade),
    )


def _upgrade(one: Replaceable) -> UpgradeAwaited:
    return UpgradeAwaited(
        has=one.has, better=one.better, wanted=one.wanted, queued=one.queued, failed=one.failed
    )


def files_by_episode(
    series: Series, files: Sequence[EpisodeFile]
) -> Mapping[EpisodeId, list[EpisodeFile]]:
    """Return the files of each episode, those included whose names count over all seasons."""
    counted = {number: id for id, number in absolute_numbers(series.episodes).items()}
    found: dict[EpisodeId, list[EpisodeFile]] = defaultdict(list)
    for file in files:
        named = {*file.episodes, *(counted[one] for one in file.absolute if one in counted)}
        for id in named:
            found[id].append(file)
    return found
