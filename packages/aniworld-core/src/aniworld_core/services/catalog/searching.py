"""Searching: what the title index has, and what the sites say to it."""

import time
from collections.abc import Callable, Iterable, Sequence
from threading import Thread

from attrs import evolve

from aniworld_core.entities import SearchHit, Title
from aniworld_core.errors import ProviderError, Unavailable
from aniworld_core.plugins import GuardedProvider
from aniworld_core.services.catalog.results import SearchAnswer
from aniworld_core.titles import FoundTitle, TitleSearch

__all__ = ["PATIENCE", "FindTitles", "asked", "indexed"]

PATIENCE = 180.0
"""Seconds to wait for all sites; more than their own limits on time and tries take together."""

FindTitles = Callable[[str], Sequence[FoundTitle]]
"""Finds titles in the index, the best first."""

_NAMED = 80.0
"""What a site itself answers with comes before what the index only finds similar."""


def indexed(found: Iterable[FoundTitle]) -> Sequence[SearchAnswer]:
    """Return what the index found as answers of its providers, who come in order of their best hits."""
    hits: dict[str, list[SearchHit]] = {}
    for one in found:
        hits.setdefault(one.title.provider, []).append(_hit(one.title))
    return [SearchAnswer(provider=name, hits=tuple(own)) for name, own in hits.items()]


def asked(
    providers: Sequence[GuardedProvider], query: str, found: Iterable[FoundTitle]
) -> Sequence[SearchAnswer]:
    """Ask all providers side by side, and add to what each answers what the index has of it.

    One that hangs is given up after PATIENCE, and the others' answers are kept.
    """
    kept: dict[str, list[FoundTitle]] = {one.name: [] for one in providers}
    for one in found:
        if one.title.provider in kept:
            kept[one.title.provider].append(one)
    answers: dict[str, SearchAnswer] = {}

    def ask(provider: GuardedProvider) -> None:
        answers[provider.name] = _answer(provider, query, kept[provider.name])

    # Daemons, unlike the threads of a pool, do not keep the program from ending.
    threads = [Thread(target=ask, args=[one], daemon=True) for one in providers]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [answers.get(one.name) or _silent(one, kept[one.name]) for one in providers]


def _silent(provider: GuardedProvider, found: Sequence[FoundTitle]) -> SearchAnswer:
    error = Unavailable(f"{provider.name} has not answered for {PATIENCE:.0f} seconds.")
    hits = tuple(_hit(one.title) for one in found)
    return SearchAnswer(provider=provider.name, hits=hits, error=error)


def _answer(provider: GuardedProvider, query: str, found: Sequence[FoundTitle]) -> SearchAnswer:
    try:
        told = provider.search(query)
    except ProviderError as error:
        hits = tuple(_hit(one.title) for one in found)
        return SearchAnswer(provider=provider.name, hits=hits, error=error)
    return SearchAnswer(provider=provider.name, hits=_merged(query, told, found))


def _merged(
    query: str, told: Sequence[SearchHit], found: Sequence[FoundTitle]
) -> tuple[SearchHit, ...]:
    """Return each series once, the best first, with what the site itself tells of it."""
    if not found:
        return tuple(told)
    scores = {one.title.ref: one.score for one in found}
    hits = {one.title.ref: _hit(one.title) for one in found}
    named = TitleSearch([_title(hit) for hit in told]).find(query, limit=len(told))
    fitting = {one.title.ref: one.score for one in named}
    for hit in told:
        ref = hit.ref
        scores[ref] = max(_NAMED, fitting.get(ref, 0.0), scores.get(ref, 0.0))
        hits[ref] = _filled(hit, hits.get(ref, hit))
    return tuple(sorted(hits.values(), key=lambda hit: -scores[hit.ref]))


def _hit(title: Title) -> SearchHit:
    return SearchHit(
        provider=title.provider,
        ref=title.ref,
        title=title.title,
        year=title.year,
        link=title.link,
    )


def _title(hit: SearchHit) -> Title:
    return Title(provider=hit.provider, ref=hit.ref, title=hit.title)


def _filled(told: SearchHit, kept: SearchHit) -> SearchHit:
    return evolve(told, year=told.year or kept.year, link=told.link or kept.link)
