"""Folders of the library whose series is not known or not certain, and the word that settles it."""

from collections import defaultdict
from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import Scope
from aniworld_core.errors import (
    AlreadyThere,
    InvalidConfig,
    InvalidKey,
    LibraryUnavailable,
    NotFound,
    SeriesNotFound,
)
from aniworld_core.library import Library
from aniworld_web.rest.anime.detail import AnimeDetail, detail
from aniworld_web.rest.fields import Folder, Key, Limit
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.paging import cut

__all__ = ["OPERATIONS", "Candidate", "FolderPage", "FolderQuery", "MatchBody", "UnclearFolder"]

_After = Annotated[str, Meta(max_length=512, description="What the page before gave as `next`.")]


@frozen(kw_only=True)
class FolderQuery:
    """Which page of the unclear folders."""

    after: _After | None = None
    limit: Limit = 100


@frozen(kw_only=True)
class Candidate:
    """A series that a folder may belong to."""

    key: Key
    name: str


@frozen(kw_only=True)
class UnclearFolder:
    """A folder of the last scan; without ``candidates`` no series of its name is registered."""

    folder: str
    candidates: tuple[Candidate, ...]


@frozen(kw_only=True)
class FolderPage:
    """Unclear folders in order of their paths; ``next`` is the cursor of the next page, null at the end."""

    items: tuple[UnclearFolder, ...]
    next: str | None


@frozen(kw_only=True)
class MatchBody:
    """Which series a folder holds."""

    folder: Folder
    key: Key


def _page(call: Call[Nothing, FolderQuery]) -> FolderPage:
    """List unclear folders."""
    query = call.query
    found = [
        one
        for one in _unclear(call.site.library)
        if query.after is None or one.folder > query.after
    ]
    items, following = cut(found, query.limit, lambda one: one.folder)
    return FolderPage(items=tuple(items), next=following)


def _match(call: Call[MatchBody, Nothing]) -> AnimeDetail:
    """Confirm which series a folder holds."""
    library = call.site.library
    return detail(library, library.scanner.match(call.body.folder, call.body.key))


def _unclear(library: Library) -> list[UnclearFolder]:
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    for folder in library.scanner.unmatched():
        candidates[folder] = []
    for one in library.scanner.ambiguous():
        for folder in one.folders:
            candidates[folder].append(Candidate(key=one.key, name=one.title))
    return [
        UnclearFolder(folder=folder, candidates=tuple(candidates[folder]))
        for folder in sorted(candidates)
    ]


OPERATIONS = (
    Operation(
        method="GET",
        path="/folders",
        handle=_page,
        summary="List the folders of the last scan whose series is not known or not certain.",
        tag="folders",
        query=FolderQuery,
        answer=FolderPage,
        listing=True,
    ),
    Operation(
        method="POST",
        path="/folders/match",
        handle=_match,
        summary="Say which series a folder holds, whatever the names tell.",
        tag="folders",
        scope=Scope.WRITE,
        body=MatchBody,
        answer=AnimeDetail,
        errors=(
            AlreadyThere,
            InvalidConfig,
            InvalidKey,
            LibraryUnavailable,
            NotFound,
            SeriesNotFound,
        ),
    ),
)
