"""``POST /anime/add``: a series is registered by its link or key."""

from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import Scope
from aniworld_core.errors import (
    AlreadyThere,
    InvalidConfig,
    InvalidKey,
    InvalidValue,
)
from aniworld_web.rest.anime.detail import AnimeDetail, detail
from aniworld_web.rest.fields import Folder
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation
from aniworld_web.rest.site_errors import SITE_ERRORS
from aniworld_web.scans import adopt

__all__ = ["OPERATIONS", "AnimeAddBody"]

_Link = Annotated[
    str,
    Meta(min_length=1, max_length=2000, description="The address of the series' page, or its key."),
]
_Provider = Annotated[
    str, Meta(max_length=64, description="The site to take it from; else all are asked.")
]


@frozen(kw_only=True)
class AnimeAddBody:
    """Which series is added, and where it is already, if it is."""

    link: _Link
    folder: Folder | None = None
    provider: _Provider | None = None


def _add(call: Call[AnimeAddBody, Nothing]) -> Answer:
    """Register a series."""
    body = call.body
    library = call.site.library
    key = library.catalog.add(body.link, folder=body.folder, provider=body.provider).key
    adopt(library, key)
    # As the store has it: episodes in order, and only once.
    added = detail(library, library.catalog.get(key))
    return Answer(value=added, headers={"location": f"{call.base}/anime/{key}"})


OPERATIONS = (
    Operation(
        method="POST",
        path="/anime/add",
        handle=_add,
        summary="Register a series, read whole from its site.",
        tag="anime",
        scope=Scope.WRITE,
        body=AnimeAddBody,
        answer=AnimeDetail,
        status=201,
        errors=(AlreadyThere, InvalidConfig, InvalidKey, InvalidValue, *SITE_ERRORS),
        waits=True,
    ),
)
