"""``GET /anime/{key}/cover``: the image of a series."""

from hashlib import blake2b

from aniworld_core.errors import InvalidConfig, InvalidKey, NotFound, SeriesNotFound
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation
from aniworld_web.rest.site_errors import SITE_ERRORS

__all__ = ["OPERATIONS"]

_DAY, _WEEK = 86_400, 604_800  # seconds


def _cover(call: Call[Nothing, Nothing]) -> Answer:
    """Return the cover of a series."""
    found = call.site.library.covers.cover(call.path["key"])
    etag = blake2b(found.content, digest_size=16).hexdigest()
    return Answer(
        content=found.content,
        media_type=found.media_type,
        headers={
            "etag": f'"{etag}"',
            "cache-control": f"private, max-age={_DAY}, stale-while-revalidate={_WEEK}",
        },
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/anime/{key}/cover",
        handle=_cover,
        summary="Show the cover of a series, read from its site the first time.",
        tag="anime",
        errors=(InvalidConfig, InvalidKey, NotFound, SeriesNotFound, *SITE_ERRORS),
        media_type="image/*",
        tagged=True,
        waits=True,
    ),
)
