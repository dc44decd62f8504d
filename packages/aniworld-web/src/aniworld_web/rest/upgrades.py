"""``GET /upgrades``: what is on the disk in a language before which others are preferred."""

from itertools import groupby
from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import Replaceable
from aniworld_core.errors import InvalidKey, SeriesNotFound
from aniworld_web.rest.fields import Cursor, Key, Limit
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.rest.paging import cut

__all__ = ["OPERATIONS", "AnimeUpgrades", "UpgradeShown", "UpgradesPage", "UpgradesQuery"]

_Offered = Annotated[
    bool, Meta(description="Leave out those whose better language is not offered yet.")
]


@frozen(kw_only=True)
class UpgradesQuery:
    """Which upgrades: of these series or all, also those that still wait or only what is offered."""

    key: tuple[Key, ...] = ()
    offered: _Offered = False
    after: Cursor | None = None
    limit: Limit = 100


@frozen(kw_only=True)
class UpgradeShown:
    """An episode on the disk: the language it ``has``, and which ``better`` ones are offered now.

    ``wanted`` are all that are preferred; with no ``better`` one it waits for one of them. ``queued`` tells
    that it is fetched already, ``failed`` why the last try did not succeed, or null. ``path`` is below the
    library folder.
    """

    episode: str
    path: str
    has: str
    better: tuple[str, ...]
    wanted: tuple[str, ...]
    queued: bool
    failed: str | None


@frozen(kw_only=True)
class AnimeUpgrades:
    """A series and what of it is to be replaced, in order of episodes."""

    key: Key
    name: str
    episodes: tuple[UpgradeShown, ...]


@frozen(kw_only=True)
class UpgradesPage:
    """Series in order of their keys; ``next`` is the cursor of the next page, or null.

    ``total`` are the episodes of all pages.
    """

    items: tuple[AnimeUpgrades, ...]
    total: int
    next: Key | None


def _page(call: Call[Nothing, UpgradesQuery]) -> UpgradesPage:
    """List upgrades by series."""
    query = call.query
    found = call.site.library.missing.replaceable(*query.key, offered=query.offered)
    groups = [
        AnimeUpgrades(key=key, name=title, episodes=tuple(map(_upgrade, several)))
        for (key, title), several in groupby(found, lambda one: (one.key, one.title))
        if key > (query.after or "")
    ]
    items, following = cut(groups, query.limit, lambda one: one.key)
    return UpgradesPage(items=tuple(items), total=len(found), next=following)


def _upgrade(one: Replaceable) -> UpgradeShown:
    return UpgradeShown(
        episode=str(one.episode),
        path=one.path,
        has=one.has,
        better=one.better,
        wanted=one.wanted,
        queued=one.queued,
        failed=one.failed,
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/upgrades",
        handle=_page,
        summary="List what is there in a language before which another one is wanted, by series.",
        tag="missing",
        query=UpgradesQuery,
        answer=UpgradesPage,
        errors=(InvalidKey, SeriesNotFound),
        listing=True,
    ),
)
