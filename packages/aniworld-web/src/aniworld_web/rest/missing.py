"""``GET /missing``: what the sites have and the disk has not, over the whole library."""

from datetime import datetime

from attrs import frozen

from aniworld_core.entities import Missing, Reason, SeriesMissing
from aniworld_core.errors import InvalidKey, SeriesNotFound
from aniworld_web.rest.fields import Cursor, Key, Limit
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.paging import cut

__all__ = ["OPERATIONS", "AnimeMissing", "MissingEpisode", "MissingPage", "MissingQuery"]


@frozen(kw_only=True)
class MissingQuery:
    """Which missing episodes: of these series or all, for these reasons or all."""

    key: tuple[Key, ...] = ()
    reason: tuple[Reason, ...] = ()
    after: Cursor | None = None
    limit: Limit = 100


@frozen(kw_only=True)
class MissingEpisode:
    """A missing episode; ``error`` and ``next_try`` are those of its last download.

    ``waits_until`` is there while the first language is waited for though another wanted one is offered:
    from then on that one is taken.
    """

    episode: str
    season: int
    number: int
    title: str
    reason: Reason
    languages: tuple[str, ...]
    error: str
    next_try: datetime | None
    waits_until: datetime | None


@frozen(kw_only=True)
class AnimeMissing:
    """A series and what it misses, in order of episodes; ``languages`` is its own policy, if it has one."""

    key: Key
    name: str
    folder: str | None
    languages: tuple[str, ...]
    episodes: tuple[MissingEpisode, ...]


@frozen(kw_only=True)
class MissingPage:
    """Series that miss something, in order of their keys; ``next`` is the next page's cursor, or null.

    ``counts`` are all missing episodes by reason, of the series that were asked for: not of this page only,
    and whatever reasons were asked for.
    """

    items: tuple[AnimeMissing, ...]
    next: Key | None
    counts: dict[Reason, int]


def _page(call: Call[Nothing, MissingQuery]) -> MissingPage:
    """List missing episodes by series."""
    query = call.query
    missing = call.site.library.missing
    found = list(
        missing.find(*query.key, reasons=query.reason, after=query.after, limit=query.limit + 1)
    )
    items, following = cut(found, query.limit, lambda one: one.key)
    counts = missing.counts(*query.key)
    return MissingPage(
        items=tuple(map(_series, items)),
        next=following,
        counts={reason: counts.get(reason, 0) for reason in Reason},
    )


def _series(one: SeriesMissing) -> AnimeMissing:
    return AnimeMissing(
        key=one.key,
        name=one.title,
        folder=one.folder,
        languages=one.languages,
        episodes=tuple(map(_episode, one.missing)),
    )


def _episode(one: Missing) -> MissingEpisode:
    return MissingEpisode(
        episode=str(one.episode),
        season=one.episode.season,
        number=one.episode.number,
        title=one.title,
        reason=one.reason,
        languages=one.languages,
        error=one.error,
        next_try=one.next_try,
        waits_until=one.waits_until,
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/missing",
        handle=_page,
        summary="List missing episodes by series, each with its reason.",
        tag="missing",
        query=MissingQuery,
        answer=MissingPage,
        errors=(InvalidKey, SeriesNotFound),
        listing=True,
    ),
)
