"""The rules by which a folder's name stands for a series: certain only where nothing contradicts.

Titles are compared in their one form, never by likeness. Known years that differ, IMDb ids that differ,
several series of one name and a season behind the title all leave the decision to a person.
"""

from collections.abc import Callable, Sequence

from aniworld_core.services.matching.known import Hit
from aniworld_core.services.matching.results import Candidate, Verdict, Why
from aniworld_core.titles import FolderTitle, contradict

__all__ = ["AGREEING", "Judgement", "Rank", "candidate", "judge"]

Judgement = tuple[Verdict, Why, Sequence[Candidate]]

Rank = Callable[[str], int]
"""A provider's place in the order of preference."""

_SCORES = {
    Why.TITLE_AND_IMDB: 100,
    Why.TITLE_AND_YEAR: 99,
    Why.ALIAS_AND_YEAR: 97,
    Why.TITLE: 95,
    Why.ALIAS: 92,
    Why.SEASON: 85,
    Why.IMDB: 80,
    Why.OTHER_IMDB: 65,
    Why.OTHER_YEAR: 60,
}
AGREEING = frozenset(
    {Why.TITLE_AND_IMDB, Why.TITLE_AND_YEAR, Why.ALIAS_AND_YEAR, Why.TITLE, Why.ALIAS}
)
"""Reasons that speak for a series, with none against it."""

_PROVEN = frozenset({Why.TITLE_AND_IMDB, Why.TITLE_AND_YEAR, Why.ALIAS_AND_YEAR})


def judge(told: FolderTitle, hits: Sequence[Hit], by_imdb: Sequence[Hit], rank: Rank) -> Judgement:
    """Judge a folder by the series of its name (at least one) and those of its IMDb id."""
    judged = sorted(
        ((_why(told, hit), hit) for hit in hits), key=lambda one: _place(one[0], one[1], rank)
    )
    candidates = [candidate(hit, why) for why, hit in judged]
    agreeing = [hit for why, hit in judged if why in AGREEING]
    proven = [hit for why, hit in judged if why in _PROVEN]
    named = {_id(hit) for hit in hits}
    others = [hit for hit in by_imdb if _id(hit) not in named]
    candidates += [candidate(hit, Why.IMDB) for hit in others]
    if not agreeing:
        return Verdict.DOUBTFUL, judged[0][0], candidates
    if others and not any(why is Why.TITLE_AND_IMDB for why, _ in judged):
        return Verdict.DOUBTFUL, Why.OTHER_IMDB, candidates
    if not _one_series(proven or [hit for _, hit in judged]):
        return Verdict.DOUBTFUL, Why.SEVERAL, candidates
    return Verdict.CERTAIN, candidates[0].reason, candidates


def candidate(hit: Hit, why: Why, score: float | None = None) -> Candidate:
    """Return a series as a candidate; without a ``score``, with that of the reason."""
    return Candidate(
        provider=hit.title.provider,
        ref=hit.title.ref,
        title=hit.title.title,
        year=hit.year,
        key=hit.key,
        folder=hit.folder,
        score=_SCORES[why] if score is None else round(score),
        reason=why,
    )


def _why(told: FolderTitle, hit: Hit) -> Why:
    if contradict(told.imdb, hit.title.imdb):
        return Why.OTHER_IMDB
    if contradict(told.year, hit.year):
        return Why.OTHER_YEAR
    if told.imdb and hit.title.imdb:
        return Why.TITLE_AND_IMDB
    if told.year and hit.year:
        return Why.ALIAS_AND_YEAR if hit.alias else Why.TITLE_AND_YEAR
    return Why.ALIAS if hit.alias else Why.TITLE


def _place(why: Why, hit: Hit, rank: Rank) -> tuple[int, bool, int, str]:
    """Order by score; of equals the registered one is first, then the preferred provider's."""
    return -_SCORES[why], hit.key is None, rank(hit.title.provider), hit.title.ref


def _one_series(hits: Sequence[Hit]) -> bool:
    """Tell whether it is one series, which several sites may have, each once and by the same title."""
    years = {hit.year for hit in hits if hit.year}
    ids = {hit.title.imdb for hit in hits if hit.title.imdb}
    sites = {hit.title.provider for hit in hits}
    same = len({hit.main for hit in hits}) == 1
    return same and len(sites) == len(hits) and len(years) <= 1 and len(ids) <= 1


def _id(hit: Hit) -> tuple[str, str]:
    return hit.title.provider, hit.title.ref
