"""``/quarantine``: downloaded files that failed their check, and what becomes of them."""

from datetime import datetime

from attrs import frozen

from aniworld_core.entities import Quarantined, Scope
from aniworld_core.errors import (
    AmbiguousFolder,
    EpisodeNotFound,
    InvalidConfig,
    LibraryUnavailable,
    NotFound,
    SeriesNotFound,
)
from aniworld_web.rest.fields import Key
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.queue import Added, Changes
from aniworld_web.rest.queue_items import shown

__all__ = [
    "OPERATIONS",
    "QuarantineList",
    "QuarantinedFile",
    "drop",
    "empty",
    "get",
    "listed",
    "retry",
]


@frozen(kw_only=True)
class QuarantinedFile:
    """A file that failed its check: where it came from, when, and why it is no episode.

    ``file`` is its name, ``size`` in bytes. No other program of yours finds it where it lies.
    """

    id: str
    time: datetime
    key: Key
    episode: str
    hoster: str
    language: str
    reason: str
    file: str
    size: int


@frozen(kw_only=True)
class QuarantineList:
    """All files in quarantine, the oldest first, and the bytes they take together."""

    items: tuple[QuarantinedFile, ...]
    size: int


def listed(call: Call[Nothing, Nothing]) -> QuarantineList:
    """List the files."""
    found = call.site.library.quarantine.all()
    return QuarantineList(items=tuple(map(_file, found)), size=sum(one.size for one in found))


def get(call: Call[Nothing, Nothing]) -> QuarantinedFile:
    """Return one file."""
    return _file(call.site.library.quarantine.get(call.path["file_id"]))


def retry(call: Call[Nothing, Nothing]) -> Added:
    """Queue the file's episode again."""
    site = call.site
    return Added(items=tuple(shown(site, site.library.quarantine.retry(call.path["file_id"]))))


def drop(call: Call[Nothing, Nothing]) -> None:
    """Delete one file."""
    call.site.library.quarantine.drop(call.path["file_id"])


def empty(call: Call[Nothing, Nothing]) -> Changes:
    """Delete all files."""
    return Changes(count=call.site.library.quarantine.empty())


def _file(one: Quarantined) -> QuarantinedFile:
    return QuarantinedFile(
        id=one.id,
        time=one.at,
        key=one.key,
        episode=str(one.episode),
        hoster=one.hoster,
        language=one.language,
        reason=one.reason,
        file=one.file,
        size=one.size,
    )


_LIBRARY = (InvalidConfig, LibraryUnavailable)

OPERATIONS = (
    Operation(
        method="GET",
        path="/quarantine",
        handle=listed,
        summary="List downloaded files that failed their check, the oldest first.",
        tag="kept files",
        answer=QuarantineList,
        errors=_LIBRARY,
    ),
    Operation(
        method="DELETE",
        path="/quarantine",
        handle=empty,
        summary="Delete all files in quarantine for good.",
        tag="kept files",
        scope=Scope.WRITE,
        answer=Changes,
        errors=(NotFound, *_LIBRARY),
    ),
    Operation(
        method="GET",
        path="/quarantine/{file_id}",
        handle=get,
        summary="Show a file in quarantine.",
        tag="kept files",
        answer=QuarantinedFile,
        errors=(NotFound, *_LIBRARY),
    ),
    Operation(
        method="DELETE",
        path="/quarantine/{file_id}",
        handle=drop,
        summary="Delete a file in quarantine for good.",
        tag="kept files",
        scope=Scope.WRITE,
        status=204,
        errors=(NotFound, *_LIBRARY),
    ),
    Operation(
        method="POST",
        path="/quarantine/{file_id}/retry",
        handle=retry,
        summary="Queue the episode of a file again, at once, and delete the file.",
        tag="kept files",
        scope=Scope.WRITE,
        answer=Added,
        errors=(AmbiguousFolder, EpisodeNotFound, NotFound, SeriesNotFound, *_LIBRARY),
    ),
)
