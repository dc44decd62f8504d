"""``/sites`` and ``/titles``: how the catalogue sites are doing, and what is found without asking them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import Condition, ConditionKind, Scope
from aniworld_core.errors import InvalidConfig, NotPossible
from aniworld_core.library import Library
from aniworld_core.services.conditions import hoster_of
from aniworld_web.indexing import start_reading
from aniworld_web.rest.jobs import JobShown, begun
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation

__all__ = [
    "OPERATIONS",
    "HosterShown",
    "LinksShown",
    "SiteList",
    "SiteShown",
    "TitlesBody",
    "TitlesShown",
    "listed",
    "read",
]


@frozen(kw_only=True)
class TitlesShown:
    """The site's list in the title index: how many ``titles`` it has, and when it was ``read``."""

    titles: int
    read: datetime


@frozen(kw_only=True)
class LinksShown:
    """Why the site's links to hosters cannot be opened; none is tried before ``until``."""

    condition: ConditionKind
    until: datetime | None
    reason: str


@frozen(kw_only=True)
class SiteShown:
    """A catalogue site.

    It is not asked before ``until``; null means that it may be asked. ``reason`` says why it does not work,
    ``since`` is null as long as it was never asked. ``index`` is null when its list was not read.
    ``links`` is null unless the site refuses to open its links to hosters, though its pages may be read.
    """

    site: str
    condition: ConditionKind
    since: datetime | None
    until: datetime | None
    reason: str
    links: LinksShown | None
    index: TitlesShown | None


@frozen(kw_only=True)
class HosterShown:
    """A hoster that failed lately; nothing is fetched from it before ``until`` (null: it may be asked)."""

    hoster: str
    condition: ConditionKind
    since: datetime
    until: datetime | None
    reason: str


@frozen(kw_only=True)
class SiteList:
    """The installed sites, and of the hosters those that do not work as they should."""

    items: tuple[SiteShown, ...]
    hosters: tuple[HosterShown, ...]


@frozen(kw_only=True)
class TitlesBody:
    """Which lists: with ``force`` all of them, else those that are older than a day."""

    force: Annotated[bool, Meta(description="Read lists too that are not a day old.")] = False


def listed(call: Call[Nothing, Nothing]) -> SiteList:
    """List the sites."""
    library = call.site.library
    lists = {one.provider: one for one in library.titles.lists()}
    items = []
    for name, provider in library.plugins.providers.items():
        condition, kept = library.conditions.of(name), lists.get(name)
        items.append(
            SiteShown(
                site=name,
                condition=ConditionKind.WORKING if condition is None else condition.kind,
                since=None if condition is None else condition.since,
                until=None if condition is None else condition.until,
                reason="" if condition is None else condition.reason,
                links=_links(library.conditions.of(provider.play_links)),
                index=None if kept is None else TitlesShown(titles=kept.titles, read=kept.read),
            )
        )
    return SiteList(items=tuple(items), hosters=tuple(_hosters(library)))


def _hosters(library: Library) -> Iterator[HosterShown]:
    for one in library.conditions.all():
        hoster = hoster_of(one.provider)
        if hoster is not None and one.kind is not ConditionKind.WORKING:
            yield HosterShown(
                hoster=hoster,
                condition=one.kind,
                since=one.since,
                until=one.until,
                reason=one.reason,
            )


def _links(condition: Condition | None) -> LinksShown | None:
    if condition is None or condition.kind is ConditionKind.WORKING:
        return None
    return LinksShown(condition=condition.kind, until=condition.until, reason=condition.reason)


def read(call: Call[TitlesBody, Nothing]) -> Answer:
    """Begin to read the lists."""
    return begun(call, start_reading(call.site, force=call.body.force))


OPERATIONS = (
    Operation(
        method="GET",
        path="/sites",
        handle=listed,
        summary="List the catalogue sites: how each is doing; and the hosters that fail.",
        tag="system",
        answer=SiteList,
        errors=(InvalidConfig,),
    ),
    Operation(
        method="POST",
        path="/titles/read",
        handle=read,
        summary="Read the sites' whole lists of titles, as a job, or name the one that runs.",
        tag="system",
        scope=Scope.WRITE,
        body=TitlesBody,
        answer=JobShown,
        status=202,
        errors=(InvalidConfig, NotPossible),
    ),
)
