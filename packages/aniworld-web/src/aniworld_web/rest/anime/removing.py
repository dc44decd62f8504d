"""Series taken off the list, and put back on it; their files stay."""

from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import Scope
from aniworld_core.errors import InvalidKey, SeriesNotFound
from aniworld_web.rest.anime.detail import AnimeDetail, detail
from aniworld_web.rest.fields import Cursor, Key, Limit
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.paging import cut

__all__ = ["OPERATIONS", "RemovedAnime", "RemovedPage", "RemovedQuery"]


@frozen(kw_only=True)
class RemovedQuery:
    """Which page of the removed series."""

    after: Cursor | None = None
    limit: Limit = 100


@frozen(kw_only=True)
class RemovedAnime:
    """A series that was removed."""

    key: Key
    name: str
    site: str
    folder: Annotated[str, Meta(description="It is in the library as it was.")] | None
    link: str
    year: int | None


@frozen(kw_only=True)
class RemovedPage:
    """Removed series in order of their keys; ``next`` is the cursor of the next page, null at the end."""

    items: tuple[RemovedAnime, ...]
    next: Key | None


def _remove(call: Call[Nothing, Nothing]) -> None:
    """Take a series off the list."""
    call.site.library.catalog.remove(call.path["key"])


def _restore(call: Call[Nothing, Nothing]) -> AnimeDetail:
    """Put a series back on the list."""
    library = call.site.library
    return detail(library, library.catalog.restore(call.path["key"]))


def _removed(call: Call[Nothing, RemovedQuery]) -> RemovedPage:
    """List what can be restored."""
    query = call.query
    found = [
        one
        for one in call.site.library.catalog.removed()
        if query.after is None or one.key > query.after
    ]
    items, following = cut(found, query.limit, lambda one: one.key)
    return RemovedPage(
        items=tuple(
            RemovedAnime(
                key=one.key,
                name=one.title,
                site=one.provider,
                folder=one.folder,
                link=one.link,
                year=one.year,
            )
            for one in items
        ),
        next=following,
    )


OPERATIONS = (
    Operation(
        method="DELETE",
        path="/anime/{key}",
        handle=_remove,
        summary="Take a series off the list and its episodes off the queue; its files stay.",
        tag="anime",
        scope=Scope.WRITE,
        status=204,
        errors=(InvalidKey, SeriesNotFound),
    ),
    Operation(
        method="POST",
        path="/anime/{key}/restore",
        handle=_restore,
        summary="List a removed series again.",
        tag="anime",
        scope=Scope.WRITE,
        answer=AnimeDetail,
        errors=(InvalidKey, SeriesNotFound),
    ),
    # Not below /anime, where it would hide a series with the key "removed".
    Operation(
        method="GET",
        path="/removed",
        handle=_removed,
        summary="List the series that were removed.",
        tag="anime",
        query=RemovedQuery,
        answer=RemovedPage,
        listing=True,
    ),
)
