"""Ranking names by how well they fit a query."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, groupby
from typing import ClassVar

from rapidfuzz import fuzz, process

from aniworld_core.titles.words import Words

__all__ = ["Ranking"]

_BEGINS = 90.0
_CONTAINS = 80.0
_SPAN = 8.0
"""The more of a name the query is, the higher it comes, but not into the next class."""

_SIMILAR = 0.8
"""What is only similar stays below all that contains the query."""

_WITHIN = 60.0
_PART = 0.4
"""A name inside of the query counts when it is at least this part of it: ``Naruto`` of `naruto movie`."""

_SHORT = 3
"""Shorter queries stand in the middle of almost any name and are similar to none."""

_MANY = 200
"""Similar names that are looked at."""


class Ranking:
    """Scores names (0 to 100), which are in the form of :func:`loosened`."""

    EQUAL: ClassVar[float] = 99.0
    """The score of a name that is the query."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._joined = [name.replace(" ", "") for name in names]
        # One text with a line a name, and where each begins: looking through it is many times quicker.
        self._text = "\n".join(self._joined)
        self._begins = [0, *accumulate(len(name) + 1 for name in self._joined)]
        self._places = {name: place for place, name in enumerate(names)}
        self._words = Words(names)

    def rank(self, query: str, cutoff: float) -> Iterator[tuple[Sequence[str], float]]:
        """Yield the names of each score from the best down to ``cutoff``, short names first."""
        joined = query.replace(" ", "")
        best: dict[int, float] = {}
        for way in (
            self._spelled(query, cutoff),
            self._similar(joined, cutoff),
            self._containing(joined),
            self._within(query),
        ):
            for place, score in way:
                if score >= cutoff and score > best.get(place, 0.0):
                    best[place] = score
        ranked = sorted((-score, len(self._names[place]), place) for place, score in best.items())
        for score, ones in groupby(ranked, key=lambda one: one[0]):
            yield [self._names[place] for _, _, place in ones], -score

    def _containing(self, joined: str) -> Iterator[tuple[int, float]]:
        letters, found = len(joined), self._text.find(joined)
        while found >= 0:
            place = bisect_right(self._begins, found) - 1
            whole = len(self._joined[place])
            if whole == letters:
                yield place, self.EQUAL
            elif found == self._begins[place]:
                yield place, _BEGINS + _SPAN * letters / whole
            elif letters >= _SHORT:
                yield place, _CONTAINS + _SPAN * letters / whole
            found = self._text.find(joined, self._begins[place + 1])

    def _spelled(self, query: str, cutoff: float) -> Iterator[tuple[int, float]]:
        letters, least = len(query), cutoff / (100 * _SIMILAR)
        for place, share in self._words.find(query).items():
            if share < least:
                continue
            span = min(1.0, letters / len(self._names[place]))
            if share > 0.999:  # a sum of fractions
                yield place, _CONTAINS + _SPAN * span
            else:
                yield place, _SIMILAR * share * (90 + 10 * span)

    def _similar(self, joined: str, cutoff: float) -> Iterator[tuple[int, float]]:
        if len(joined) >= _SHORT:
            for _, alike, place in process.extract(
                joined,
                self._joined,
                scorer=fuzz.ratio,
                score_cutoff=min(cutoff / _SIMILAR, 100.0),
                limit=_MANY,
            ):
                yield place, _SIMILAR * alike

    def _within(self, query: str) -> Iterator[tuple[int, float]]:
        words = query.split()
        for begin, end in combinations(range(len(words) + 1), 2):
            name = " ".join(words[begin:end])
            part = len(name) / len(query)
            if name in self._places and _PART <= part < 1:
                yield self._places[name], _WITHIN + (100 * _SIMILAR - _WITHIN) * part
