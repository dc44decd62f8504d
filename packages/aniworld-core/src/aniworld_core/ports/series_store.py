"""Where series are kept."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from aniworld_core.entities import (
    MissingFilter,
    Replaceable,
    ReplaceableFilter,
    Series,
    SeriesAge,
    SeriesFilter,
    SeriesKey,
    SeriesMissing,
    SeriesSummary,
)

__all__ = ["SeriesStore"]


class SeriesStore(Protocol):
    """Series by key; every call is one transaction. A removed series is hidden, not erased."""

    def page(
        self,
        filter: SeriesFilter = SeriesFilter(),  # noqa: B008 - a frozen value
        after: SeriesKey | None = None,
        limit: int = 100,
    ) -> Sequence[SeriesSummary]:
        """List at most ``limit`` series with keys greater than ``after``, in order of keys."""
        ...

    def get(self, key: SeriesKey) -> Series | None:
        """Return the series with its episodes, or None."""
        ...

    def get_by_id(self, id: int) -> Series | None:
        """Return the series with this internal number (see :meth:`id_of`), or None."""
        ...

    def id_of(self, key: SeriesKey) -> int | None:
        """Return the store's internal number of a series, or None."""
        ...

    def names(self) -> Sequence[SeriesSummary]:
        """List every series without counting (``episodes`` and ``missing`` are 0), in order of keys."""
        ...

    def ages(self) -> Sequence[SeriesAge]:
        """List what tells when each series is to be read again, by key, without removed ones."""
        ...

    def removed(self) -> Sequence[SeriesSummary]:
        """List the series that were removed, like :meth:`names`."""
        ...

    def put(self, *series: Series) -> None:
        """Insert or replace whole series; a removed one is there again. All of them or none."""
        ...

    def update(self, key: SeriesKey, change: Callable[[Series], Series]) -> Series:
        """Apply a pure ``change`` inside one transaction and return the result.

        Raises SeriesNotFound. The key cannot change. Whatever ``change`` raises comes out, and nothing is
        written.
        """
        ...

    def delete(self, key: SeriesKey) -> bool:
        """Hide a series and drop its unfinished queue items; False when there was none."""
        ...

    def restore(self, key: SeriesKey) -> bool:
        """List a removed series again as it was; False when no removed one has this key.

        It comes back without its folder when a listed series has that by now.
        """
        ...

    def missing(self, filter: MissingFilter) -> Iterator[SeriesMissing]:
        """List what the catalogue has and the disk does not, with reasons, in order of keys.

        Series that miss nothing (of the reasons asked for) are left out, and not counted by the limit.
        """
        ...

    def replaceable(self, filter: ReplaceableFilter) -> Sequence[Replaceable]:
        """List what is on the disk in a language before which others are preferred, in order of keys.

        Only files whose language is known count, and of several files of an episode the best one; a language
        that the policy does not name comes behind all others. Left out are ignored episodes, series that are
        not monitored, and files that hold more than one episode: to replace one would take the others.
        """
        ...

    def missing_counts(self, filter: MissingFilter) -> Mapping[str, int]:
        """Count the missing episodes by reason; reasons without any are left out.

        The filter's page does not matter here.
        """
        ...
