"""What the user decides about a series: its folder, what is wanted of it, and which episodes are not."""

from typing import Annotated

from attrs import frozen
from msgspec import UNSET, Meta, UnsetType

from aniworld_core import episode_ranges
from aniworld_core.entities import EpisodeId, Language, Scope
from aniworld_core.errors import (
    AlreadyThere,
    EpisodeNotFound,
    InvalidConfig,
    InvalidKey,
    InvalidValue,
    LibraryUnavailable,
    NotFound,
    SeriesNotFound,
)
from aniworld_core.library import Library
from aniworld_web.rest.anime.detail import AnimeDetail, detail
from aniworld_web.rest.fields import EpisodeText, Folder, LanguageText
from aniworld_web.rest.operation import Call, Nothing, Operation

__all__ = ["OPERATIONS", "AnimeChanges", "EpisodesBody"]

_Languages = Annotated[
    tuple[LanguageText, ...],
    Meta(max_length=20, description="In order of preference; none means the library's own."),
]
_Monitored = Annotated[
    bool, Meta(description="Whether it is read again and fetched without being asked for.")
]
_WaitDays = Annotated[
    int,
    Meta(
        ge=0,
        le=3650,
        description="Days that an episode waits for the first language once another wanted one is offered.",
    ),
]
_Replace = Annotated[
    bool,
    Meta(description="Whether a file in a later language is replaced by one in an earlier one."),
]
_Episodes = Annotated[tuple[EpisodeText, ...], Meta(min_length=1, max_length=1000)]


@frozen(kw_only=True)
class AnimeChanges:
    """What is to be changed; what is not named stays.

    ``wait_days`` and ``replace`` null mean what the library's settings say.
    """

    folder: Folder | UnsetType = UNSET
    languages: _Languages | UnsetType = UNSET
    monitored: _Monitored | UnsetType = UNSET
    wait_days: _WaitDays | UnsetType | None = UNSET
    replace: _Replace | UnsetType | None = UNSET


@frozen(kw_only=True)
class EpisodesBody:
    """Episodes of a series."""

    episodes: _Episodes


def _change(call: Call[AnimeChanges, Nothing]) -> AnimeDetail:
    """Change what the user decides about a series."""
    key, body = call.path["key"], call.body
    library = call.site.library
    languages = None
    if body.languages is not UNSET:
        languages = tuple(map(Language, body.languages))
    monitored = None if body.monitored is UNSET else body.monitored
    # The folder comes first, because it alone can be refused: then nothing is changed.
    if body.folder is not UNSET:
        library.scanner.match(body.folder, key)
    series = library.catalog.configure(
        key,
        languages=languages,
        monitored=monitored,
        wait_days=... if body.wait_days is UNSET else body.wait_days,
        replace=... if body.replace is UNSET else body.replace,
    )
    return detail(library, series)


def _ignore(call: Call[EpisodesBody, Nothing]) -> AnimeDetail:
    """Mark episodes as not wanted."""
    library, key = call.site.library, call.path["key"]
    return detail(library, library.catalog.ignore(key, *_chosen(library, key, call.body)))


def _unignore(call: Call[EpisodesBody, Nothing]) -> AnimeDetail:
    """Want episodes again."""
    library, key = call.site.library, call.path["key"]
    return detail(library, library.catalog.unignore(key, *_chosen(library, key, call.body)))


def _chosen(library: Library, key: str, body: EpisodesBody) -> tuple[EpisodeId, ...]:
    limit = library.config.scanner.episode_limit
    return episode_ranges.chosen(library.catalog.get(key), body.episodes, limit=limit)


_MARKING = (EpisodeNotFound, InvalidKey, InvalidValue, SeriesNotFound)

OPERATIONS = (
    Operation(
        method="PUT",
        path="/anime/{key}",
        handle=_change,
        summary="Change the folder of a series, or what is wanted of it.",
        tag="anime",
        scope=Scope.WRITE,
        body=AnimeChanges,
        answer=AnimeDetail,
        errors=(
            AlreadyThere,
            InvalidConfig,
            InvalidKey,
            InvalidValue,
            LibraryUnavailable,
            NotFound,
            SeriesNotFound,
        ),
    ),
    Operation(
        method="POST",
        path="/anime/{key}/ignore",
        handle=_ignore,
        summary="Leave episodes out of what is missing and of downloads.",
        tag="anime",
        scope=Scope.WRITE,
        body=EpisodesBody,
        answer=AnimeDetail,
        errors=_MARKING,
    ),
    Operation(
        method="POST",
        path="/anime/{key}/unignore",
        handle=_unignore,
        summary="Want ignored episodes again.",
        tag="anime",
        scope=Scope.WRITE,
        body=EpisodesBody,
        answer=AnimeDetail,
        errors=_MARKING,
    ),
)
