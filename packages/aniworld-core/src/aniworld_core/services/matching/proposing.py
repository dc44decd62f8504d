"""Going through the folders: what each may hold, from the index alone, without a request."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from attrs import evolve

from aniworld_core.entities import Title
from aniworld_core.services.matching.judging import Judgement, candidate, judge
from aniworld_core.services.matching.known import Hit, KnownSeries
from aniworld_core.services.matching.results import Candidate, Proposal, Verdict, Why
from aniworld_core.titles import (
    FolderName,
    FoundTitle,
    called,
    composed,
    contradict,
    folder_name,
    holds_extras,
    normalised,
    only_season,
    release_title,
    season_of,
    sequel,
)
from aniworld_core.titles.loosely import loosened

__all__ = ["Proposer", "Refusal", "unclaimed"]

_OFFERED = 9
"""Candidates of a folder, at most: as many as there are keys for them."""

_SIMILAR = 66.0
"""From this score on a title is similar enough to be offered."""

_SUREST = 84
"""No similar title is surer than one that a season was cut off for."""

_CONTAINS, _BEGINS, _EQUAL = 80.0, 90.0, 99.0
"""What the finder's scores say of a title: it contains the query, begins with it, or is it."""

_WORD = 6
"""A beginning of so many letters is no chance, even if it is not a whole word."""

Refusal = tuple[str, str, str]
"""A folder in NFC that does not hold what a provider calls so, in folded case."""


class Proposer:
    """Judges folders one by one.

    ``find`` returns the titles most like a text; ``only`` is the one provider that counts, if it is not
    all. ``present`` are the folders there are, and ``refused`` what a person ruled out.
    """

    def __init__(
        self,
        known: KnownSeries,
        *,
        find: Callable[[str, float], Sequence[FoundTitle]],
        with_imdb: Callable[[str], Sequence[Title]],
        rank: Callable[[str], int],
        only: str | None,
        present: Collection[str],
        refused: Collection[Refusal],
    ) -> None:
        self._known = known
        self._find = find
        self._with_imdb = with_imdb
        self._rank = rank
        self._only = only
        self._present = frozenset(present)
        self._refused = frozenset(refused)

    def propose(self, folder: str, *, similar: bool = True) -> Proposal:
        """Judge one folder; without ``similar``, by what is quickly found, which is all that is certain."""
        name = folder_name(folder)
        verdict, reason, candidates = self._judged(folder, name, similar=similar)
        distinct = _distinct(candidates)
        left = self._allowed(folder, distinct)
        if verdict is Verdict.CERTAIN and self._elsewhere(candidates[0]):
            verdict, reason = Verdict.DOUBTFUL, Why.TAKEN
        if len(left) < len(distinct):  # a person knew better than these rules once already
            verdict, reason = (Verdict.DOUBTFUL, reason) if left else (Verdict.NONE, Why.UNKNOWN)
        return Proposal(folder=folder, verdict=verdict, reason=reason, candidates=left)

    def _judged(self, folder: str, name: FolderName, *, similar: bool) -> Judgement:
        hits = next((hits for form in name.forms if (hits := self._named(form))), ())
        by_imdb = [
            self._known.of(one)
            for one in self._with_imdb(name.told.imdb or "")
            if self._counts(one.provider)
        ]
        unlikely = _no_series(folder.rpartition("/")[2], name)
        if unlikely is not None:
            if not any(not hit.alias for hit in hits):
                return Verdict.NONE, unlikely, ()
            _, _, candidates = judge(name.told, hits, by_imdb, self._rank)
            return Verdict.DOUBTFUL, unlikely, candidates
        season = sequel(name.told.title)
        if hits and not (season and all(hit.alias for hit in hits)):
            return judge(name.told, hits, by_imdb, self._rank)
        if not similar:
            return Verdict.NONE, Why.UNKNOWN, ()
        return self._guessed(name, hits, by_imdb, season[0] if season else "")

    def _guessed(
        self, name: FolderName, hits: Sequence[Hit], by_imdb: Sequence[Hit], series: str
    ) -> Judgement:
        """Offer what may be meant, where no series has the title of the folder for its own."""
        cut = [*hits, *(self._named(normalised(series)) if series else ())]
        candidates = [candidate(hit, Why.SEASON) for hit in cut]
        if not candidates:  # looking for similar ones takes a thousand times longer
            query = release_title(name.told.title)
            exact = self._named(normalised(query))
            candidates += [candidate(hit, Why.LIKE, _SUREST) for hit in exact]
            candidates += [] if exact else self._similar(query)
        candidates += [candidate(hit, Why.IMDB) for hit in by_imdb]
        if not candidates:
            return Verdict.NONE, Why.UNKNOWN, ()
        candidates.sort(key=lambda one: -one.score)
        return Verdict.DOUBTFUL, candidates[0].reason, candidates

    def _similar(self, query: str) -> Iterable[Candidate]:
        words = set(loosened(query).split())
        for found in self._find(query, _SIMILAR):
            inside = _CONTAINS <= found.score < _EQUAL
            begins = found.score >= _BEGINS and len(query) >= _WORD
            if not self._counts(found.title.provider):
                continue
            if not inside or begins or words.issubset(loosened(found.name).split()):
                yield candidate(self._known.of(found.title), Why.LIKE, min(found.score, _SUREST))

    def _named(self, form: str) -> Sequence[Hit]:
        return [hit for hit in self._known.named(form) if self._counts(hit.title.provider)]

    def _counts(self, provider: str) -> bool:
        return self._only in (None, provider)

    def _allowed(self, folder: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
        folder = composed(folder)
        return tuple(
            one
            for one in candidates
            if (folder, one.provider, one.ref.casefold()) not in self._refused
        )

    def _elsewhere(self, one: Candidate) -> bool:
        return one.folder is not None and one.folder in self._present


def unclaimed(proposals: Iterable[Proposal]) -> Sequence[Proposal]:
    """Doubt what is certain of several folders at once: one series has one folder."""
    proposals = list(proposals)
    claims: defaultdict[str, list[Proposal]] = defaultdict(list)
    for one in proposals:
        if one.verdict is Verdict.CERTAIN:
            first = one.candidates[0]
            claims[called(first.title, None)[0]].append(one)
    doubted = {
        one.folder
        for rivals in claims.values()
        for one in rivals
        if any(one is not other and not _told_apart(one, other) for other in rivals)
    }
    return [
        evolve(one, verdict=Verdict.DOUBTFUL, reason=Why.CLAIMED) if one.folder in doubted else one
        for one in proposals
    ]


def _distinct(candidates: Iterable[Candidate]) -> Sequence[Candidate]:
    kept: dict[tuple[str, str], Candidate] = {}
    for one in candidates:
        kept.setdefault((one.provider, one.ref), one)
    return list(kept.values())[:_OFFERED]


def _told_apart(one: Proposal, other: Proposal) -> bool:
    first, second = one.candidates[0], other.candidates[0]
    if (first.provider, first.ref) == (second.provider, second.ref):
        return False
    return contradict(_year(one, first), _year(other, second))


def _year(proposal: Proposal, first: Candidate) -> int | None:
    return first.year or folder_name(proposal.folder).told.year


def _no_series(folder: str, name: FolderName) -> Why | None:
    """Tell why a folder's name is hardly that of a series, if so."""
    title = name.told.title
    if holds_extras(folder) or holds_extras(title):
        return Why.EXTRAS
    if season_of(title) == 0:
        return Why.FILMS
    return Why.SEASON_ALONE if only_season(title) else None
