"""Sorts what the migrators read into new, known and failed."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve

from aniworld_core import keys
from aniworld_core.entities import Failure, MigrationResult, Series, SeriesKey, SeriesSummary
from aniworld_core.errors import MigrationError
from aniworld_core.ports import OldSeries

__all__ = ["Intake"]


class Intake:
    """One pass over old data, beside the series that are ``stored`` already, and those ``removed``.

    What the user removed stays removed: it is known, and only its folder is free.
    ``known`` are the sources whose series is stored, ``errors`` what cannot be taken over.
    """

    def __init__(
        self, stored: Iterable[SeriesSummary], removed: Iterable[SeriesSummary] = ()
    ) -> None:
        self.known: list[Path] = []
        self.errors: list[Failure] = []
        self._notes: list[str] = []
        self._migrated = 0
        self._sources: dict[SeriesKey, Path] = {}
        self._providers: dict[SeriesKey, str] = {}
        self._folders: dict[str, SeriesKey] = {}
        for series in stored:
            self._remember(series)
        for series in removed:
            self._providers[series.key] = series.provider

    def new(self, items: Iterable[OldSeries | Failure]) -> Iterator[OldSeries]:
        """Yield what is to be stored, each series under a key and in a folder of its own."""
        for item in items:
            if isinstance(item, Failure):
                self.errors.append(item)
                continue
            try:
                key = self._key(item.series)
            except MigrationError as error:
                self.errors.append(Failure(path=str(item.source), reason=error.message))
                continue
            self._sources[key] = item.source
            if key in self._providers:
                self.known.append(item.source)
            else:
                yield self._accepted(item, key)

    def result(self) -> MigrationResult:
        """Return the counts of what was sorted so far."""
        return MigrationResult(
            total_found=self._migrated + len(self.known) + len(self.errors),
            migrated=self._migrated,
            skipped=len(self.known),
            failed=len(self.errors),
            errors=tuple(self.errors),
            notes=tuple(self._notes),
        )

    def _key(self, series: Series) -> SeriesKey:
        """Return the key under which a series is stored or can be: two sites may use one."""
        for key in _keys(series):
            provider = self._providers.get(key, series.provider)
            if provider != series.provider:
                continue
            if key in self._sources:
                raise MigrationError(f"The series {key} was read already, in {self._sources[key]}.")
            return key
        raise MigrationError(f"The key {series.key} belongs to series of other sites.")

    def _accepted(self, item: OldSeries, key: SeriesKey) -> OldSeries:
        series, notes = item.series, list(item.notes)
        if key != series.key:
            notes.append(f"the key {series.key} belongs to another site's series; it became {key}")
            series = evolve(series, key=key)
        if series.folder in self._folders:
            notes.append(f"its folder already belongs to {self._folders[series.folder]}")
            series = evolve(series, folder=None)
        self._remember(series)
        self._migrated += 1
        self._notes += (f"{item.source}: {note}" for note in notes)
        return item if series is item.series else evolve(item, series=series)

    def _remember(self, series: Series | SeriesSummary) -> None:
        self._providers[series.key] = series.provider
        if series.folder is not None:
            self._folders[series.folder] = series.key


def _keys(series: Series) -> Iterator[SeriesKey]:
    yield series.key
    yield keys.from_slug(f"{series.key}-{series.provider}")
