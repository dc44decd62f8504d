"""Which folder belongs to which series: by title and year, and never by a guess."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import frozen

from aniworld_core.entities import SeriesKey, SeriesSummary
from aniworld_core.services.scanner.results import Ambiguous
from aniworld_core.services.scanner.ruling import Ruling
from aniworld_core.titles import called, composed, contradict, folder_name

__all__ = ["Identities", "identify"]


@frozen(kw_only=True)
class Identities:
    """New certain pairs, series that a person has to decide on, and folders without any series."""

    certain: Mapping[SeriesKey, str]
    ambiguous: tuple[Ambiguous, ...]
    unmatched: tuple[str, ...]


def identify(
    series: Iterable[SeriesSummary], folders: Collection[str], ruling: Ruling | None = None
) -> Identities:
    """Pair folders on the disk with series, as far as nobody ruled otherwise.

    A series keeps the folder it has while that exists, spelled (NFC or NFD) as the disk lists it.
    Else the exact title with the same year decides, then the title alone where one of the two tells
    no year; each only if one folder and one series fit.
    """
    everyone = list(series)
    names = frozenset(folders)
    respelled = _respelled(everyone, names)
    free = _Free(
        names - {one.folder for one in everyone} - set(respelled.values()), ruling or Ruling()
    )
    homeless = [one for one in everyone if one.folder not in names and one.key not in respelled]

    certain = _only_pairs({one.key: free.exactly(one) for one in homeless})
    taken = set(certain.values())
    claims = {
        one.key: [folder for folder in free.possibly(one) if folder not in taken]
        for one in homeless
        if one.key not in certain
    }
    fitting = Counter(folder for one in everyone for folder in free.possibly(one))
    certain |= {
        key: found[0] for key, found in claims.items() if len(found) == 1 and fitting[found[0]] == 1
    }
    ambiguous = tuple(
        Ambiguous(key=one.key, title=one.title, folders=tuple(claims[one.key]))
        for one in homeless
        if one.key not in certain and claims[one.key]
    )
    settled = {*certain.values(), *(folder for one in ambiguous for folder in one.folders)}
    return Identities(
        certain=respelled | certain,
        ambiguous=ambiguous,
        unmatched=tuple(sorted(free.names - settled)),
    )


def _respelled(series: Iterable[SeriesSummary], names: frozenset[str]) -> dict[SeriesKey, str]:
    """Pair series with the folders that the disk lists in another form of the same name."""
    series = list(series)
    others = {composed(name): name for name in names - {one.folder for one in series}}
    return _only_pairs(
        {
            one.key: [others[composed(one.folder)]]
            for one in series
            if one.folder and one.folder not in names and composed(one.folder) in others
        }
    )


class _Free:
    """Folders without an owner, by the title that their names tell."""

    def __init__(self, names: Collection[str], ruling: Ruling) -> None:
        self.names = frozenset(name for name in names if composed(name) not in ruling.no_series)
        self._refused = ruling.refused
        self._by_title: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
        for name in sorted(self.names):
            read = folder_name(name)
            for form in read.forms:
                self._by_title[form].append((name, read.told.year))

    def exactly(self, series: SeriesSummary) -> list[str]:
        return [name for name, same_year in self._fitting(series) if same_year]

    def possibly(self, series: SeriesSummary) -> list[str]:
        return [name for name, _ in self._fitting(series)]

    def _fitting(self, series: SeriesSummary) -> Iterator[tuple[str, bool]]:
        title, year = called(series.title, series.year)
        for name, told in self._by_title.get(title, ()):
            if not contradict(told, year) and (composed(name), series.key) not in self._refused:
                yield name, told is not None and told == year


def _only_pairs(found: Mapping[SeriesKey, list[str]]) -> dict[SeriesKey, str]:
    claimed = Counter(folder for folders in found.values() for folder in folders)
    return {
        key: folders[0]
        for key, folders in found.items()
        if len(folders) == 1 and claimed[folders[0]] == 1
    }
