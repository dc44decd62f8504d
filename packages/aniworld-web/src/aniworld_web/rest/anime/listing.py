"""``GET /anime``: the registered series, page by page."""

from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import SeriesFilter, SeriesKey, SeriesSummary
from aniworld_web.rest.fields import Cursor, Key, Limit
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.paging import cut

__all__ = ["OPERATIONS", "AnimePage", "AnimeQuery", "AnimeSummary"]

_Text = Annotated[
    str,
    Meta(
        max_length=300,
        pattern=r"^[^\x00]*$",
        description="Looked for in titles, other titles and keys; upper and lower case are the same.",
    ),
]
_Provider = Annotated[
    str,
    Meta(max_length=64, pattern=r"^[^\x00]*$", description="Only series of this site."),
]
_HasMissing = Annotated[
    bool, Meta(description="Only series that miss something, or only those that miss nothing.")
]
_Monitored = Annotated[
    bool, Meta(description="Only series that are followed, or only those that are not.")
]


@frozen(kw_only=True)
class AnimeQuery:
    """Which series are listed."""

    text: _Text = ""
    provider: _Provider | None = None
    has_missing: _HasMissing | None = None
    monitored: _Monitored | None = None
    after: Cursor | None = None
    limit: Limit = 100


@frozen(kw_only=True)
class AnimeSummary:
    """A series in a list.

    ``missing_episodes`` counts what could be fetched: not on the disk, not ignored, not upcoming.
    """

    key: Key
    name: str
    site: str
    folder: str | None
    missing_episodes: int
    link: str
    year: int | None
    episodes: int
    monitored: bool


@frozen(kw_only=True)
class AnimePage:
    """Series in order of their keys; ``next`` is the cursor of the next page, null at the end."""

    items: tuple[AnimeSummary, ...]
    next: Key | None


def _page(call: Call[Nothing, AnimeQuery]) -> AnimePage:
    """List registered series."""
    query = call.query
    found = call.site.library.catalog.page(
        SeriesFilter(
            text=query.text,
            provider=query.provider,
            has_missing=query.has_missing,
            monitored=query.monitored,
        ),
        None if query.after is None else SeriesKey(query.after),
        query.limit + 1,
    )
    items, following = cut(found, query.limit, lambda one: one.key)
    return AnimePage(items=tuple(map(_summary, items)), next=following)


def _summary(one: SeriesSummary) -> AnimeSummary:
    return AnimeSummary(
        key=one.key,
        name=one.title,
        site=one.provider,
        folder=one.folder,
        missing_episodes=one.missing,
        link=one.link,
        year=one.year,
        episodes=one.episodes,
        monitored=one.monitored,
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/anime",
        handle=_page,
        summary="List the registered series.",
        tag="anime",
        query=AnimeQuery,
        answer=AnimePage,
        listing=True,
    ),
)
