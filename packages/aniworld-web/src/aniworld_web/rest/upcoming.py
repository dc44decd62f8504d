"""``/upcoming``: what is new on the sites and what is coming, also as a calendar."""

from datetime import date, datetime
from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import ReleaseKind, Scope
from aniworld_core.errors import AniworldError, InvalidConfig, NotFound, NotPossible
from aniworld_core.services.upcoming import Upcoming
from aniworld_web.releasing import start_reading
from aniworld_web.rest.fields import Key
from aniworld_web.rest.jobs import JobShown, begun
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation

__all__ = [
    "OPERATIONS",
    "FeedAddress",
    "ReleaseShown",
    "UpcomingBody",
    "UpcomingList",
    "UpcomingQuery",
    "calendar",
    "feed",
    "feed_address",
    "listed",
    "read",
    "renew",
]

_CALENDAR = "text/calendar; charset=utf-8"

_Back = Annotated[int, Meta(ge=0, le=60, description="Days before today.")]
_Ahead = Annotated[int, Meta(ge=0, le=60, description="Days after today.")]
_Mine = Annotated[bool, Meta(description="Only the monitored series of the library.")]


@frozen(kw_only=True)
class UpcomingQuery:
    """Which days, and whose series."""

    mine: _Mine = True
    days_back: _Back = 7
    days_ahead: _Ahead = 14


@frozen(kw_only=True)
class ReleaseShown:
    """An episode in one language that a site has just got (``new``) or expects (``coming``).

    ``key`` is null for a series that is not registered, ``day`` (the site's, in Germany) for an episode that
    is announced without one, ``at`` where the site names no time. ``on_disk`` counts any language.
    """

    key: Key | None
    site: str
    ref: str
    title: str
    kind: ReleaseKind
    episode: str
    day: date | None
    at: datetime | None
    language: str | None
    link: str
    on_disk: bool


@frozen(kw_only=True)
class UpcomingList:
    """Releases in order of time."""

    items: tuple[ReleaseShown, ...]


@frozen(kw_only=True)
class UpcomingBody:
    """Which pages: with ``force`` all of them, else those that are older than three hours."""

    force: Annotated[bool, Meta(description="Read pages too that are not three hours old.")] = False


@frozen(kw_only=True)
class FeedAddress:
    """Where the calendar feed is on this server; whoever knows the address can read it."""

    path: str


def listed(call: Call[Nothing, UpcomingQuery]) -> UpcomingList:
    """List releases."""
    query = call.query
    found = call.site.library.upcoming.list(
        days_back=query.days_back, days_ahead=query.days_ahead, mine=query.mine
    )
    return UpcomingList(items=tuple(map(_shown, found)))


def read(call: Call[UpcomingBody, Nothing]) -> Answer:
    """Begin to read the sites' pages."""
    return begun(call, start_reading(call.site, force=call.body.force))


def calendar(call: Call[Nothing, UpcomingQuery]) -> Answer:
    """Return the list as an iCalendar file."""
    query = call.query
    return _file(
        call.site.library.upcoming.ical(
            days_back=query.days_back, days_ahead=query.days_ahead, mine=query.mine
        )
    )


def feed(call: Call[Nothing, UpcomingQuery]) -> Answer:
    """Return the calendar to whoever knows its address."""
    if not call.site.feed.fits(call.path["token"]):
        raise NotFound(
            "There is no such calendar.", hint="Its address was renewed; look it up again."
        )
    return calendar(call)


def feed_address(call: Call[Nothing, Nothing]) -> FeedAddress:
    """Tell the feed's address."""
    return FeedAddress(path=_path(call, call.site.feed.get()))


def renew(call: Call[Nothing, Nothing]) -> FeedAddress:
    """Give the feed a new address."""
    return FeedAddress(path=_path(call, call.site.feed.renew()))


def _path(call: Call[Nothing, Nothing], token: str) -> str:
    return f"{call.prefix}/api/upcoming/feed/{token}"


def _file(content: bytes) -> Answer:
    return Answer(
        content=content, headers={"content-disposition": 'inline; filename="upcoming.ics"'}
    )


def _shown(one: Upcoming) -> ReleaseShown:
    return ReleaseShown(
        key=one.key,
        site=one.provider,
        ref=one.ref,
        title=one.title,
        kind=one.kind,
        episode=str(one.episode),
        day=one.day,
        at=one.at,
        language=one.language,
        link=one.link,
        on_disk=one.on_disk,
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/upcoming",
        handle=listed,
        summary="List what is new on the sites and what is coming; no site is asked.",
        tag="upcoming",
        query=UpcomingQuery,
        answer=UpcomingList,
        errors=(InvalidConfig,),
    ),
    Operation(
        method="POST",
        path="/upcoming/read",
        handle=read,
        summary="Read the sites' pages of new and expected episodes, as a job, or name the one that runs.",
        tag="upcoming",
        scope=Scope.WRITE,
        body=UpcomingBody,
        answer=JobShown,
        status=202,
        errors=(InvalidConfig, NotPossible),
    ),
    Operation(
        method="GET",
        path="/upcoming/calendar",
        handle=calendar,
        summary="Return the list as an iCalendar file, to a program with an API key.",
        tag="upcoming",
        query=UpcomingQuery,
        errors=(InvalidConfig,),
        media_type=_CALENDAR,
    ),
    Operation(
        method="GET",
        path="/upcoming/feed",
        handle=feed_address,
        summary="Tell the secret address of the calendar feed, for calendar programs.",
        tag="upcoming",
        scope=Scope.WRITE,
        answer=FeedAddress,
        errors=(AniworldError,),
    ),
    Operation(
        method="POST",
        path="/upcoming/feed",
        handle=renew,
        summary="Give the calendar feed a new secret address; the old one stops working.",
        tag="upcoming",
        scope=Scope.WRITE,
        answer=FeedAddress,
        errors=(AniworldError,),
    ),
    Operation(
        method="GET",
        path="/upcoming/feed/{token}",
        handle=feed,
        summary="Return the iCalendar file to whoever knows its secret address.",
        tag="upcoming",
        scope=None,
        query=UpcomingQuery,
        errors=(InvalidConfig, NotFound),
        media_type=_CALENDAR,
    ),
)
