"""Finding titles by name among many, in memory."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from aniworld_core.entities import Title
from aniworld_core.titles.loosely import all_loosened, loosened
from aniworld_core.titles.spelling import normalised

# It brings rapidfuzz along, which commands that search nothing do without.
if TYPE_CHECKING:
    from aniworld_core.titles.ranking import Ranking

__all__ = ["FoundTitle", "TitleSearch"]

_Named = tuple[Title, str]
"""A title, and one of its names as it is written."""


@frozen(kw_only=True)
class FoundTitle:
    """A title that fits a query, how well (0 to 100), and by which of its names."""

    title: Title
    score: float
    name: str


class TitleSearch:
    """Looks through titles and aliases, from any thread; make a new one when the titles change.

    Each way to look makes what it needs when it is first used.
    """

    def __init__(self, titles: Sequence[Title]) -> None:
        self._titles = titles

    def __len__(self) -> int:
        """Return how many titles there are."""
        return len(self._titles)

    def find(self, query: str, *, limit: int = 20, cutoff: float = 60.0) -> Sequence[FoundTitle]:
        """Return the titles that fit best, each once, the best first; none that score below ``cutoff``.

        100 is the same name, 99 the same but for marks and spelling; from 90 a name begins with the
        query, from 80 it contains the query or all its words; below that it is only similar. Where scores
        are equal, titles come before aliases and short names before long ones.
        """
        best: dict[tuple[str, str], FoundTitle] = {}
        for found in self._found(query, cutoff):
            if len(best) >= limit:
                break
            best.setdefault((found.title.provider, found.title.ref), found)
        return list(best.values())

    def exactly(self, name: str) -> Sequence[_Named]:
        """Return the titles of which a name equals ``name`` in its one form, each with that name."""
        return self._by_name.get(normalised(name), ())

    def with_imdb(self, imdb: str) -> Sequence[Title]:
        """Return the titles that are known to have an IMDb id."""
        return self._by_imdb.get(imdb, ())

    def _found(self, query: str, cutoff: float) -> Iterator[FoundTitle]:
        """Yield what fits in order of the score, a title for each of its names that does."""
        words, form = loosened(query), normalised(query)
        if not words:
            yield from (_same(title, name) for title, name in self.exactly(query))
            return
        for names, score in self._ranking.rank(words, cutoff):
            for title, name in sorted(
                (one for words in names for one in self._by_words[words]), key=_order(form)
            ):
                same = score == self._ranking.EQUAL and normalised(name) == form
                yield FoundTitle(title=title, score=100.0 if same else score, name=name)

    @cached_property
    def _by_name(self) -> dict[str, list[_Named]]:
        named: defaultdict[str, list[_Named]] = defaultdict(list)
        for title, name in self._named():
            named[normalised(name)].append((title, name))
        return dict(named)

    @cached_property
    def _by_words(self) -> dict[str, list[_Named]]:
        named: defaultdict[str, list[_Named]] = defaultdict(list)
        every = self._named()
        for one, words in zip(every, all_loosened(name for _, name in every), strict=True):
            named[words].append(one)
        return dict(named)

    @cached_property
    def _ranking(self) -> "Ranking":
        from aniworld_core.titles.ranking import Ranking

        return Ranking(list(self._by_words))

    @cached_property
    def _by_imdb(self) -> dict[str, list[Title]]:
        known: defaultdict[str, list[Title]] = defaultdict(list)
        for title in self._titles:
            if title.imdb:
                known[title.imdb].append(title)
        return dict(known)

    def _named(self) -> list[_Named]:
        return [(title, name) for title in self._titles for name in (title.title, *title.aliases)]


def _order(form: str) -> Callable[[_Named], tuple[bool, bool, int, str, str]]:
    def order(named: _Named) -> tuple[bool, bool, int, str, str]:
        title, name = named
        alias = name != title.title
        return normalised(name) != form, alias, len(name), title.provider, title.ref

    return order


def _same(title: Title, name: str) -> FoundTitle:
    return FoundTitle(title=title, score=100.0, name=name)
