"""Finding names by words that are typed wrongly, half or in another order."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

__all__ = ["Words"]

_TYPED_WRONG = 4
"""Letters a word must have before others are taken for it: of shorter ones most are alike."""

_ALIKE = 0.7
"""Share of its letters that a word must have right."""

_COMMON = 2
"""Words of no more letters do not find a name on their own when there are longer ones."""


class Words:
    """Knows in which of some names each word stands; names are their words with single blanks."""

    def __init__(self, names: Sequence[str]) -> None:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(names):
            for word in set(name.split()):
                places[word].append(place)
        self._places = dict(places)
        self._sorted = sorted(places)

    def find(self, query: str) -> dict[int, float]:
        """Tell of each name how much of the query (0 to 1) stands in it, by the name's place."""
        words = sorted(set(query.split()), key=len, reverse=True)
        letters = sum(map(len, words))
        found: dict[int, float] = {}
        for number, word in enumerate(words):
            new = number == 0 or len(word) > _COMMON
            for place, alike in self._best(word).items():
                if new or place in found:
                    found[place] = found.get(place, 0.0) + alike * len(word) / letters
        return found

    def _best(self, word: str) -> dict[int, float]:
        best: dict[int, float] = {}
        for known, alike in sorted(self._like(word), key=lambda one: one[1]):
            best.update(dict.fromkeys(self._places[known], alike))
        return best

    def _like(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield the words that may be meant, and how well each fits (0 to 1)."""
        if len(word) >= _TYPED_WRONG:
            for known, alike, _ in process.extract(
                word,
                self._sorted,
                scorer=OSA.normalized_similarity,
                score_cutoff=_ALIKE,
                limit=None,
            ):
                yield known, alike
        beginnings = self._sorted[bisect_left(self._sorted, word) :]
        for known in takewhile(lambda known: known.startswith(word), beginnings):
            yield known, 1.0
