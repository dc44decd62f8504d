"""``/queue``: what is downloaded, what waits, what failed, and what to do with all of it."""

from typing import Annotated

from attrs import evolve, frozen
from msgspec import Meta

from aniworld_core import episode_ranges
from aniworld_core.entities import Language, QueueState, Scope, Wanted
from aniworld_core.errors import (
    AmbiguousFolder,
    EpisodeNotFound,
    InvalidKey,
    InvalidValue,
    ItemNotFound,
    SeriesNotFound,
)
from aniworld_web.rest.fields import EpisodeText, Key, LanguageText, Limit
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.queue_items import Item, ItemNumber, ItemPage, page_of, shown

__all__ = [
    "OPERATIONS",
    "Added",
    "Changes",
    "QueueAddAllBody",
    "QueueAddBody",
    "QueueQuery",
    "RetryBody",
    "add",
    "add_all",
    "clear",
    "page",
    "retry",
]

_Priority = Annotated[int, Meta(ge=-1000, le=1000, description="Higher comes first.")]
_Metadata = Annotated[
    str, Meta(max_length=512, description="Accepted and not used: the key says which series it is.")
]


@frozen(kw_only=True)
class QueueQuery:
    """Which items: those in one of the states (repeat the name for several), or all."""

    state: tuple[QueueState, ...] = ()
    after: ItemNumber | None = None
    limit: Limit = 100


@frozen(kw_only=True)
class QueueAddBody:
    """What to queue: these episodes of a series, or without any all that are missing and can be fetched.

    Without ``languages`` those of the series or of the settings hold.
    """

    serie_id: Key
    serie_folder: _Metadata | None = None
    serie_name: _Metadata | None = None
    episodes: Annotated[tuple[EpisodeText, ...], Meta(max_length=2000)] = ()
    priority: _Priority = 0
    languages: Annotated[tuple[LanguageText, ...], Meta(max_length=20)] = ()


@frozen(kw_only=True)
class QueueAddAllBody:
    """How to queue all that is missing."""

    priority: _Priority = 0


@frozen(kw_only=True)
class RetryBody:
    """Which items to try again at once; without any, all that failed."""

    ids: Annotated[tuple[ItemNumber, ...], Meta(max_length=1000)] = ()


@frozen(kw_only=True)
class Added:
    """The items of the episodes; one that was queued before is the same item. On the disk = left out."""

    items: tuple[Item, ...]


@frozen(kw_only=True)
class Changes:
    """How many items were changed."""

    count: int


def page(call: Call[Nothing, QueueQuery]) -> ItemPage:
    """List items in working order."""
    query, site = call.query, call.site
    counts = site.library.queue.counts()
    return page_of(site, query.state, counts=counts, after=query.after, limit=query.limit)


def add(call: Call[QueueAddBody, Nothing]) -> Added:
    """Queue episodes of a series."""
    body, library = call.body, call.site.library
    series = library.catalog.get(body.serie_id)
    limit = library.config.scanner.episode_limit
    items = library.queue.add(
        series.key,
        episode_ranges.chosen(series, body.episodes, limit=limit),
        wanted=_wanted(library.config.downloads.wanted(), body.languages),
        priority=body.priority,
    )
    return Added(items=tuple(shown(call.site, items)))


def add_all(call: Call[QueueAddAllBody, Nothing]) -> Changes:
    """Queue everything that is missing and can be fetched."""
    queue = call.site.library.queue
    return Changes(count=len(queue.put(*queue.plan_all(priority=call.body.priority))))


def retry(call: Call[RetryBody, Nothing]) -> Changes:
    """Try items again."""
    ids = dict.fromkeys(call.body.ids)
    return Changes(count=call.site.library.queue.retry(*ids))


def clear(call: Call[Nothing, Nothing]) -> Changes:
    """Take the finished items off the list."""
    count = call.site.library.queue.clear()
    call.site.ready.forget()  # no event tells of it
    return Changes(count=count)


def _wanted(usual: Wanted, languages: tuple[str, ...]) -> Wanted | None:
    if not languages:
        return None
    return evolve(usual, languages=tuple(dict.fromkeys(map(Language, languages))))


OPERATIONS = (
    Operation(
        method="GET",
        path="/queue",
        handle=page,
        summary="List queue items in working order.",
        tag="queue",
        query=QueueQuery,
        answer=ItemPage,
        listing=True,
    ),
    Operation(
        method="POST",
        path="/queue/add",
        handle=add,
        summary="Queue episodes of a series; the same episode twice is one item.",
        tag="queue",
        scope=Scope.WRITE,
        body=QueueAddBody,
        answer=Added,
        errors=(
            SeriesNotFound,
            EpisodeNotFound,
            AmbiguousFolder,
            InvalidKey,
            InvalidValue,
        ),
    ),
    Operation(
        method="POST",
        path="/queue/add-all",
        handle=add_all,
        summary="Queue all episodes that are missing and can be fetched.",
        tag="queue",
        scope=Scope.WRITE,
        body=QueueAddAllBody,
        answer=Changes,
    ),
    Operation(
        method="POST",
        path="/queue/retry",
        handle=retry,
        summary="Try items again at once, their attempts forgotten; without ids all that failed.",
        tag="queue",
        scope=Scope.WRITE,
        body=RetryBody,
        answer=Changes,
        errors=(ItemNotFound,),
    ),
    Operation(
        method="DELETE",
        path="/queue/completed",
        handle=clear,
        summary="Take all finished items off the list.",
        tag="queue",
        scope=Scope.WRITE,
        answer=Changes,
    ),
)
