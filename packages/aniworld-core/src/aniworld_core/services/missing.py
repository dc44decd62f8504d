"""What is missing, and why, and what could be better: asked of the store alone, without disk or network."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from aniworld_core.clock import Clock, utc_now
from aniworld_core.config import DownloadsConfig
from aniworld_core.entities import (
    MissingFilter,
    Reason,
    Replaceable,
    ReplaceableFilter,
    SeriesKey,
    SeriesMissing,
)
from aniworld_core.errors import SeriesNotFound
from aniworld_core.ports import SeriesStore

__all__ = ["MissingEpisodes"]


class MissingEpisodes:
    """The library-wide view of missing episodes; ``policy`` holds for series without a word of their own."""

    def __init__(
        self, *, series: SeriesStore, policy: DownloadsConfig, clock: Clock = utc_now
    ) -> None:
        self._series = series
        self._policy = policy
        self._clock = clock

    def find(
        self,
        *keys: str,
        reasons: Iterable[Reason] = (),
        after: str | None = None,
        limit: int | None = None,
    ) -> Iterator[SeriesMissing]:
        """List missing episodes by series; no ``keys`` mean all series, no ``reasons`` all reasons.

        At most ``limit`` series with keys greater than ``after`` make a page. Raises SeriesNotFound for an
        unknown key, before anything is listed.
        """
        page = self._filter(keys, reasons)
        start = None if after is None else SeriesKey(after)
        return self._series.missing(evolve(page, after=start, limit=limit))

    def counts(self, *keys: str) -> Mapping[str, int]:
        """Count missing episodes by reason."""
        return self._series.missing_counts(self._filter(keys, ()))

    def replaceable(self, *keys: str, offered: bool = False) -> Sequence[Replaceable]:
        """List episodes that are there in a later language and are to be replaced, in order of keys.

        ``offered`` leaves out those that still wait for an earlier one. Raises SeriesNotFound.
        """
        return self._series.replaceable(
            ReplaceableFilter(
                languages=self._policy.languages,
                replace=self._policy.replace,
                keys=self._known(keys),
                offered=offered,
            )
        )

    def _filter(self, keys: Iterable[str], reasons: Iterable[Reason]) -> MissingFilter:
        return MissingFilter(
            languages=self._policy.languages,
            wait_days=self._policy.wait_days,
            now=self._clock(),
            keys=self._known(keys),
            reasons=tuple(reasons),
        )

    def _known(self, keys: Iterable[str]) -> tuple[SeriesKey, ...]:
        valid = tuple(SeriesKey(key) for key in keys)
        for key in valid:
            if self._series.id_of(key) is None:
                raise SeriesNotFound(f"No series {key!r} is registered.", hint="See: aniw list")
        return valid
