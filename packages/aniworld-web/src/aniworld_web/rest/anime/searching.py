"""``POST /anime/search``: series in the title index, and on all catalogue sites side by side."""

from collections.abc import Callable
from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import SearchHit, SeriesKey
from aniworld_core.errors import InvalidConfig, InvalidValue
from aniworld_core.services.catalog import SearchAnswer
from aniworld_web.rest.faults import Fault, fault
from aniworld_web.rest.fields import Key
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.searching import registered, search

__all__ = ["OPERATIONS", "AnimeHit", "SearchBody", "SearchResult", "SiteAnswer"]

_KeyOf = Callable[[SearchHit], SeriesKey | None]

_Query = Annotated[
    str, Meta(min_length=1, max_length=300, description="A title, or a part of one.")
]


@frozen(kw_only=True)
class SearchBody:
    """What is searched for; without ``online`` only in the title index, which answers at once."""

    query: _Query
    online: Annotated[bool, Meta(description="Ask the sites, too.")] = True


@frozen(kw_only=True)
class AnimeHit:
    """A series that a site offers; ``key`` is the registered series that it is, null when it is none.

    ``link``, or ``ref`` with the site as ``provider``, is what adds it.
    """

    ref: str
    title: str
    year: int | None
    link: str
    description: str
    cover: str
    key: Key | None


@frozen(kw_only=True)
class SiteAnswer:
    """What is known of one site: hits, the best first, and why the site itself did not answer."""

    site: str
    hits: tuple[AnimeHit, ...]
    problem: Fault | None


@frozen(kw_only=True)
class SearchResult:
    """The answers of the sites; without ``online`` of those that the index has hits of."""

    answers: tuple[SiteAnswer, ...]


def _search(call: Call[SearchBody, Nothing]) -> SearchResult:
    """Search the index and the sites."""
    library = call.site.library
    answers = search(library, call.body.query, online=call.body.online)
    key_of = registered(library)
    return SearchResult(answers=tuple(_answer(one, key_of) for one in answers))


def _answer(answer: SearchAnswer, key_of: _KeyOf) -> SiteAnswer:
    return SiteAnswer(
        site=answer.provider,
        hits=tuple(_hit(hit, key_of) for hit in answer.hits),
        problem=None if answer.error is None else fault(answer.error),
    )


def _hit(hit: SearchHit, key_of: _KeyOf) -> AnimeHit:
    return AnimeHit(
        ref=hit.ref,
        title=hit.title,
        year=hit.year,
        link=hit.link,
        description=hit.description,
        cover=hit.cover,
        key=key_of(hit),
    )


OPERATIONS = (
    Operation(
        method="POST",
        path="/anime/search",
        handle=_search,
        summary="Search the title index and all catalogue sites; one that fails costs the others nothing.",
        tag="anime",
        body=SearchBody,
        answer=SearchResult,
        errors=(InvalidValue, InvalidConfig),
        waits=True,
    ),
)
