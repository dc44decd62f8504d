"""Gathers what is known of an episode, and says it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from aniworld_core.clock import Clock, utc_now
from aniworld_core.config import DownloadsConfig
from aniworld_core.entities import (
    Episode,
    EpisodeId,
    Quarantined,
    QueueItem,
    QueueState,
    Replaceable,
    Series,
    SeriesKey,
    SeriesMissing,
)
from aniworld_core.episode_ranges import compact
from aniworld_core.errors import EpisodeNotFound, SeriesNotFound
from aniworld_core.ports import Store
from aniworld_core.services.explaining.facts import Facts, Hindrances
from aniworld_core.services.explaining.future import future
from aniworld_core.services.explaining.gathering import (
    UNFINISHED,
    expected,
    file_of,
    item_of,
    place_of,
)
from aniworld_core.services.explaining.past import past
from aniworld_core.services.explaining.present import listed, present
from aniworld_core.services.explaining.sentences import Explanation

__all__ = ["Explaining"]

_EVERYTHING = 1_000_000
_YEAR = timedelta(days=366)
_DAY = timedelta(days=1)
"""A site's day may begin before or after ours."""


class Explaining:
    """Explains single episodes, from what is known: no site is asked, and nothing is changed.

    The ``policy`` counts for series without languages and waiting of their own. The callables tell what
    other services know: what a series misses, what of it is to be replaced, which files failed their check,
    and what is in the way of an episode; ``is_dead`` whether a worker is no more, ``hosts`` where workers
    run, if that is not clear.
    """

    def __init__(
        self,
        *,
        store: Store,
        policy: DownloadsConfig,
        missing: Callable[[str], Iterable[SeriesMissing]],
        replaceable: Callable[[str], Sequence[Replaceable]],
        quarantined: Callable[[], Sequence[Quarantined]],
        hindrances: Callable[[Series, Episode], Hindrances],
        is_dead: Callable[[str], bool] = lambda _: False,
        hosts: Callable[[Collection[str]], Mapping[str, str]] = lambda _: {},
        clock: Clock = utc_now,
    ) -> None:
        self._store = store
        self._policy = policy
        self._missing = missing
        self._replaceable = replaceable
        self._quarantined = quarantined
        self._hindrances = hindrances
        self._is_dead = is_dead
        self._hosts = hosts
        self._clock = clock

    def explain(self, key: str, episode: EpisodeId) -> Explanation:
        """Say why an episode is there or not, what was tried, and what happens next.

        Raises SeriesNotFound and EpisodeNotFound.
        """
        facts = self._facts(*self._find(key, episode))
        return Explanation(
            key=facts.series.key,
            episode=episode,
            series=facts.series.title,
            title=facts.episode.title or facts.episode.original_title,
            sentences=(*listed(facts), *present(facts), *past(facts), *future(facts)),
        )

    def _find(self, key: str, id: EpisodeId) -> tuple[Series, Episode]:
        series = self._store.series.get(SeriesKey(key))
        if series is None:
            raise SeriesNotFound(f"No series {key!r} is registered.", hint="See: aniw list")
        episode = series.episode(id)
        if episode is None:
            raise EpisodeNotFound(
                f"{series.title} has no episode {compact([id])}.",
                hint=f"See: aniw show {series.key}",
            )
        return series, episode

    def _facts(self, series: Series, episode: Episode) -> Facts:
        now, key, id = self._clock(), series.key, episode.id
        items = self._store.queue.page(UNFINISHED, limit=_EVERYTHING)
        item = item_of(items, key, id)
        lacking = (one for found in self._missing(key) for one in found.missing)
        today = now.date() - _DAY
        releases = self._store.releases.between(today, today + _YEAR)
        way = self._hindrances(series, episode)
        other = next((one for one in self._replaceable(key) if one.episode == id), None)
        best = None if other is None else other.path
        return Facts(
            now=now,
            series=series,
            episode=episode,
            wanted=series.languages or self._policy.languages,
            wait_days=self._policy.wait_days if series.wait_days is None else series.wait_days,
            file=file_of(self._store.files.of(key), series, episode, best),
            missing=next((one for one in lacking if one.episode == id), None),
            replaceable=other,
            item=item,
            interrupted=self._interrupted(item),
            host=self._host(item),
            place=place_of(items, item),
            expected=expected(releases, series, episode, today),
            quarantined=() if way.unavailable else self._kept_apart(key, id),
            history=tuple(self._store.history.of(key, id, _EVERYTHING)),
            hindrances=way,
        )

    def _interrupted(self, item: QueueItem | None) -> bool:
        if item is None or item.state is not QueueState.RUNNING or item.worker is None:
            return False
        return self._is_dead(item.worker)

    def _host(self, item: QueueItem | None) -> str:
        if item is None or item.worker is None:
            return ""
        return self._hosts({item.worker}).get(item.worker, "")

    def _kept_apart(self, key: SeriesKey, id: EpisodeId) -> tuple[Quarantined, ...]:
        return tuple(one for one in self._quarantined() if one.key == key and one.episode == id)
