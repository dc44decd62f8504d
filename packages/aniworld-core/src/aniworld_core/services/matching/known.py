"""The series that are known by name: those of the sites' lists, and the registered ones."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from aniworld_core.entities import SeriesAge, SeriesKey, SeriesSummary, Title
from aniworld_core.titles import called, normalised, without_years

__all__ = ["Hit", "KnownSeries", "Names", "hit_of"]

_Id = tuple[str, str]
"""A provider's name, and what it calls a series; upper and lower case of it are the same."""


@frozen(kw_only=True)
class Hit:
    """A series by one of its names: ``main`` is its title's own form, ``year`` what is known or in a name.

    ``alias`` tells that the name is not its title.
    """

    title: Title
    main: str
    year: int | None
    alias: bool = False
    key: SeriesKey | None = None
    folder: str | None = None


class Names:
    """Titles by the forms of their names, without the years behind them; make a new one when they change."""

    def __init__(self, titles: Iterable[Title]) -> None:
        self._by_name: defaultdict[str, list[tuple[Title, str, bool]]] = defaultdict(list)
        self.refs: dict[_Id, Title] = {}
        for title in titles:
            self.refs[title.provider, title.ref.casefold()] = title
            for number, name in enumerate((title.title, *title.aliases)):
                bare = without_years(name)[0] if name.endswith(")") else name
                self._by_name[normalised(bare)].append((title, name, number > 0))

    def named(self, form: str) -> Sequence[Hit]:
        """Return the titles that have a name of this form, each once; its own title counts most."""
        found: dict[_Id, Hit] = {}
        for title, name, alias in self._by_name.get(form, ()):
            hit = hit_of(title)
            told = without_years(name)[1]
            if alias:
                hit = evolve(hit, alias=True, year=hit.year or told)
            found.setdefault((title.provider, title.ref), hit)
        return list(found.values())


class KnownSeries:
    """The sites' titles, with what is registered of them."""

    def __init__(
        self, names: Names, registered: Sequence[SeriesSummary], ages: Iterable[SeriesAge]
    ) -> None:
        self._names = names
        refs = {one.key: one.ref for one in ages}
        self._registered: Mapping[_Id, SeriesSummary] = {
            (one.provider, refs[one.key].casefold()): one for one in registered if one.key in refs
        }
        own = (
            Title(provider=one.provider, ref=refs[one.key], title=one.title, year=one.year)
            for one in self._registered.values()
        )
        self._own = Names(own)

    def named(self, form: str) -> Sequence[Hit]:
        """Return the series that have a name of this form, each once."""
        found = {_id(hit.title): hit for hit in self._names.named(form)}
        for hit in self._own.named(form):
            found[_id(hit.title)] = self._known_better(hit)
        return [self._registration(hit) for hit in found.values()]

    def of(self, title: Title) -> Hit:
        """Return a title of the index as it stands there now, with what is registered of it."""
        return self._registration(hit_of(self._names.refs.get(_id(title), title)))

    def unlisted(self) -> Sequence[Title]:
        """Return the registered series that no list names."""
        listed = self._names.refs
        return [title for id, title in self._own.refs.items() if id not in listed]

    def _registration(self, hit: Hit) -> Hit:
        one = self._registered.get(_id(hit.title))
        if one is None:
            return hit
        return evolve(hit, key=one.key, folder=one.folder, year=one.year or hit.year)

    def _known_better(self, hit: Hit) -> Hit:
        """Add what the index knows of a registered series."""
        listed = self._names.refs.get(_id(hit.title))
        return evolve(hit, title=listed, year=hit.year or hit_of(listed).year) if listed else hit


def hit_of(title: Title) -> Hit:
    """Return a title by its own name."""
    main, year = called(title.title, title.year)
    return Hit(title=title, main=main, year=year)


def _id(title: Title) -> _Id:
    return title.provider, title.ref.casefold()
