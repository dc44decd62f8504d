"""What the user decides about a series: its folder, languages, whether it is followed, unwanted episodes."""

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
_Episodes = Annotated[tuple[EpisodeText, ...], Meta(min_length=1, max_length=1000)]


@frozen(kw_only=True)
class AnimeChanges:
    """What is to be changed; what is not named stays."""

    folder: Folder | UnsetType = UNSET
    languages: _Languages | UnsetType = UNSET
    monitored: _Monitored | UnsetType = UNSET


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
    series = library.catalog.configure(key, languages=languages, monitored=monitored)
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
        summary="Change the folder or languages of a series, or whether it is followed.",
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
