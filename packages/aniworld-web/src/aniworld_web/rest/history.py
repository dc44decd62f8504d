"""``GET /history``: what was done about episodes, the newest first."""

from datetime import datetime
from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import EpisodeId, HistoryEntry, HistoryKind, SeriesKey
from aniworld_core.errors import InvalidKey, InvalidValue
from aniworld_web.rest.fields import Key, Limit
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.paging import cut

__all__ = ["OPERATIONS", "HistoryItem", "HistoryPage", "HistoryQuery"]

_Episode = Annotated[
    str, Meta(pattern="^[sS][0-9]{1,4}[eE][0-9]{1,5}$", description="One episode, such as S01E03.")
]
_After = Annotated[
    int, Meta(ge=0, le=2**63 - 1, description="What the page before gave as `next`.")
]


@frozen(kw_only=True)
class HistoryQuery:
    """Which entries: of this series, this episode, or all."""

    key: Key | None = None
    episode: _Episode | None = None
    after: _After | None = None
    limit: Limit = 100


@frozen(kw_only=True)
class HistoryItem:
    """What was done about an episode at a time; ``path`` is that of a file below the library folder."""

    id: int
    key: Key
    episode: str
    at: datetime
    kind: HistoryKind
    text: str
    hoster: str
    language: str | None
    path: str


@frozen(kw_only=True)
class HistoryPage:
    """Entries, the newest first; ``next`` is the cursor of the next page, null at the end."""

    items: tuple[HistoryItem, ...]
    next: int | None


def _page(call: Call[Nothing, HistoryQuery]) -> HistoryPage:
    """List what was done."""
    query = call.query
    found = call.site.library.store.history.page(
        None if query.key is None else SeriesKey(query.key),
        None if query.episode is None else EpisodeId.parse(query.episode),
        before=query.after,
        limit=query.limit + 1,
    )
    items, following = cut(found, query.limit, lambda one: one[0])
    return HistoryPage(items=tuple(_item(*one) for one in items), next=following)


def _item(id: int, one: HistoryEntry) -> HistoryItem:
    return HistoryItem(
        id=id,
        key=one.key,
        episode=str(one.episode),
        at=one.at,
        kind=one.kind,
        text=one.text,
        hoster=one.hoster,
        language=one.language,
        path=one.path,
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/history",
        handle=_page,
        summary="List what was done about episodes, the newest first.",
        tag="history",
        query=HistoryQuery,
        answer=HistoryPage,
        errors=(InvalidKey, InvalidValue),
        listing=True,
    ),
)
