"""Finding titles by name among many, in memory."""

from collections import defaultdict
from collections.abc import Sequence

from attrs import frozen
from rapidfuzz import fuzz, process

from aniworld_core.entities import Title
from aniworld_core.titles.spelling import normalised

__all__ = ["FoundTitle", "TitleSearch"]


@frozen(kw_only=True)
class FoundTitle:
    """A title that fits a query, how well (0 to 100), and by which of its names."""

    title: Title
    score: float
    name: str


class TitleSearch:
    """Looks through titles and aliases; make a new one when the titles change."""

    def __init__(self, titles: Sequence[Title]) -> None:
        self._titles = titles
        self._named: dict[str, list[tuple[Title, str]]] = defaultdict(list)
        self._by_imdb: dict[str, list[Title]] = defaultdict(list)
        for title in titles:
            for name in (title.title, *title.aliases):
                self._named[normalised(name)].append((title, name))
            if title.imdb:
                self._by_imdb[title.imdb].append(title)
        self._names = list(self._named)

    def __len__(self) -> int:
        """Return how many titles there are."""
        return len(self._titles)

    def find(self, query: str, *, limit: int = 20, cutoff: float = 60.0) -> Sequence[FoundTitle]:
        """Return the titles that fit best, each once, the best first; none that score below ``cutoff``."""
        best: dict[tuple[str, str], FoundTitle] = {}
        matches = process.extract(
            normalised(query), self._names, scorer=fuzz.WRatio, limit=limit * 3, score_cutoff=cutoff
        )
        for name, score, _ in matches:
            for title, written in self._named[name]:
                found = FoundTitle(title=title, score=score, name=written)
                best.setdefault((title.provider, title.ref), found)
        return list(best.values())[:limit]

    def exactly(self, name: str) -> Sequence[tuple[Title, str]]:
        """Return the titles of which a name equals ``name`` in its one form, each with that name."""
        return self._named.get(normalised(name), ())

    def with_imdb(self, imdb: str) -> Sequence[Title]:
        """Return the titles that are known to have an IMDb id."""
        return self._by_imdb.get(imdb, ())
