"""``/trash``: files that were replaced in the library, which can come back for a while."""

from datetime import datetime

from attrs import frozen

from aniworld_core.entities import Scope, Trashed
from aniworld_core.errors import (
    AlreadyThere,
    InvalidConfig,
    LibraryUnavailable,
    NotFound,
    NotPossible,
)
from aniworld_web.rest.fields import Key
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.queue import Changes

__all__ = [
    "OPERATIONS",
    "RestoreQuery",
    "Restored",
    "TrashList",
    "TrashedFile",
    "drop",
    "empty",
    "get",
    "listed",
    "restore",
]


@frozen(kw_only=True)
class TrashedFile:
    """A file that was taken out of the library; ``path`` is where it was below the library folder.

    ``reason`` says why it was taken out, ``size`` is in bytes. ``language`` is null where it was not known.
    """

    id: str
    time: datetime
    key: Key
    episodes: tuple[str, ...]
    language: str | None
    reason: str
    path: str
    size: int


@frozen(kw_only=True)
class TrashList:
    """All files in the trash, the oldest first, and the bytes they take together."""

    items: tuple[TrashedFile, ...]
    size: int


@frozen(kw_only=True)
class RestoreQuery:
    """How a file is put back; with ``swap`` a file that has its place by now goes to the trash instead."""

    swap: bool = False


@frozen(kw_only=True)
class Restored:
    """Where a file is again, below the library folder."""

    path: str


def listed(call: Call[Nothing, Nothing]) -> TrashList:
    """List the files."""
    found = call.site.library.trash.all()
    return TrashList(items=tuple(map(_file, found)), size=sum(one.size for one in found))


def get(call: Call[Nothing, Nothing]) -> TrashedFile:
    """Return one file."""
    return _file(call.site.library.trash.get(call.path["file_id"]))


def restore(call: Call[Nothing, RestoreQuery]) -> Restored:
    """Put a file back."""
    trash = call.site.library.trash
    return Restored(path=trash.restore(call.path["file_id"], swap=call.query.swap))


def drop(call: Call[Nothing, Nothing]) -> None:
    """Delete one file."""
    call.site.library.trash.drop(call.path["file_id"])


def empty(call: Call[Nothing, Nothing]) -> Changes:
    """Delete all files."""
    return Changes(count=call.site.library.trash.empty())


def _file(one: Trashed) -> TrashedFile:
    return TrashedFile(
        id=one.id,
        time=one.at,
        key=one.key,
        episodes=tuple(map(str, one.episodes)),
        language=one.language,
        reason=one.reason,
        path=one.path,
        size=one.size,
    )


_LIBRARY = (InvalidConfig, LibraryUnavailable)

OPERATIONS = (
    Operation(
        method="GET",
        path="/trash",
        handle=listed,
        summary="List the files that were replaced in the library, the oldest first.",
        tag="kept files",
        answer=TrashList,
        errors=_LIBRARY,
    ),
    Operation(
        method="DELETE",
        path="/trash",
        handle=empty,
        summary="Delete all files in the trash for good.",
        tag="kept files",
        scope=Scope.WRITE,
        answer=Changes,
        errors=(NotFound, *_LIBRARY),
    ),
    Operation(
        method="GET",
        path="/trash/{file_id}",
        handle=get,
        summary="Show a file in the trash.",
        tag="kept files",
        answer=TrashedFile,
        errors=(NotFound, *_LIBRARY),
    ),
    Operation(
        method="DELETE",
        path="/trash/{file_id}",
        handle=drop,
        summary="Delete a file in the trash for good.",
        tag="kept files",
        scope=Scope.WRITE,
        status=204,
        errors=(NotFound, *_LIBRARY),
    ),
    Operation(
        method="POST",
        path="/trash/{file_id}/restore",
        handle=restore,
        summary="Put a file back to where it was, unless something else is there by now and is not swapped.",
        tag="kept files",
        scope=Scope.WRITE,
        query=RestoreQuery,
        answer=Restored,
        errors=(AlreadyThere, NotFound, NotPossible, *_LIBRARY),
    ),
)
