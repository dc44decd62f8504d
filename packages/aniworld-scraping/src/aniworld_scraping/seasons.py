"""A series put together of pages that show one season each."""

from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet

from attrs import evolve, frozen

from aniworld_core.entities import Episode, Series
from aniworld_core.errors import Gone, LayoutChanged

__all__ = ["ReadSeason", "SeriesPage"]

ReadSeason = Callable[[str], Iterable[Episode]]
"""Reads the page of the season that addresses call by a name."""


@frozen(kw_only=True)
class SeriesPage:
    """A page that tells what a series is and which seasons it has, with the episodes of one of them.

    ``seasons`` are the names in addresses of all seasons by their numbers. One that is listed and yet Gone
    is told as LayoutChanged: the series is still there.
    """

    series: Series
    seasons: Mapping[int, str]

    def completed(self, read: ReadSeason) -> Series:
        """Return the series with all seasons, those that the page does not show read one by one."""
        return self._with(self.seasons.keys(), read)

    def refreshed(self, known: Series, asked: Collection[int], read: ReadSeason) -> Series:
        """Return the series with the seasons ``asked`` and new ones as they are now.

        The others are as in ``known``; those that the page does not list are left out.
        """
        old = {episode.id.season for episode in known.episodes}
        wanted = self.seasons.keys() & asked | self.seasons.keys() - old
        kept = self.seasons.keys() - wanted
        return self._with(wanted, read, [one for one in known.episodes if one.id.season in kept])

    def _with(
        self, wanted: AbstractSet[int], read: ReadSeason, kept: Iterable[Episode] = ()
    ) -> Series:
        shown = [one for one in self.series.episodes if one.id.season in wanted]
        missing = wanted - {one.id.season for one in shown}
        further = [one for number in sorted(missing) for one in self._read(number, read)]
        episodes = sorted([*kept, *shown, *further], key=lambda episode: episode.id)
        return evolve(self.series, episodes=tuple(episodes))

    def _read(self, number: int, read: ReadSeason) -> tuple[Episode, ...]:
        try:
            return tuple(read(self.seasons[number]))
        except Gone as error:
            raise LayoutChanged(f"A season that the site lists is missing: {error}") from error
