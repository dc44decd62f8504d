"""What is missing, and why: asked of the store alone, without disk or network."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from aniworld_core.entities import Language, MissingFilter, Reason, SeriesKey, SeriesMissing
from aniworld_core.errors import SeriesNotFound
from aniworld_core.ports import SeriesStore

__all__ = ["MissingEpisodes"]


class MissingEpisodes:
    """The library-wide view of missing episodes under one language policy."""

    def __init__(self, *, series: SeriesStore, languages: tuple[Language, ...]) -> None:
        self._series = series
        self._languages = languages

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

    def _filter(self, keys: Iterable[str], reasons: Iterable[Reason]) -> MissingFilter:
        valid = tuple(SeriesKey(key) for key in keys)
        for key in valid:
            if self._series.id_of(key) is None:
                raise SeriesNotFound(f"No series {key!r} is registered.", hint="See: aniw list")
        return MissingFilter(languages=self._languages, keys=valid, reasons=tuple(reasons))
