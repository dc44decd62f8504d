"""``/folders/proposals`` and what is decided about them: an existing library is brought in."""

from datetime import datetime
from typing import Annotated, Literal

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import Scope
from aniworld_core.errors import (
    AlreadyThere,
    AmbiguousFolder,
    InvalidConfig,
    InvalidKey,
    InvalidValue,
    LibraryUnavailable,
    NotFound,
    NotPossible,
    SeriesNotFound,
)
from aniworld_core.services.matching import Candidate, Proposal, Verdict
from aniworld_web.rest.anime.detail import AnimeDetail, detail
from aniworld_web.rest.fields import Folder, Key, Limit
from aniworld_web.rest.jobs import JobShown, begun
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation
from aniworld_web.rest.paging import cut
from aniworld_web.rest.site_errors import SITE_ERRORS
from aniworld_web.scans import adopt

__all__ = [
    "OPERATIONS",
    "AcceptBody",
    "CertainBody",
    "DecisionBody",
    "ForgetBody",
    "Forgotten",
    "ProposalPage",
    "ProposalQuery",
    "ProposalShown",
    "ProposedSeries",
    "accept",
    "accept_certain",
    "decide",
    "forget",
    "listed",
    "look",
]

_After = Annotated[str, Meta(max_length=512, description="What the page before gave as `next`.")]
_Site = Annotated[str, Meta(min_length=1, max_length=64, description="The name of a site.")]
_Ref = Annotated[str, Meta(min_length=1, max_length=512, description="What the site calls it.")]


@frozen(kw_only=True)
class ProposalQuery:
    """Which page of the proposals, and of which verdict."""

    verdict: Literal["certain", "doubtful", "none"] | None = None
    after: _After | None = None
    limit: Limit = 100


@frozen(kw_only=True)
class ProposedSeries:
    """A series that a folder may hold; ``score`` goes from 0 to 100, ``reason`` says it in words.

    ``key`` is null for a series that is not registered, ``folder`` is the one that it has already.
    """

    site: str
    ref: str
    title: str
    year: int | None
    key: Key | None
    folder: str | None
    score: int
    reason: str


@frozen(kw_only=True)
class ProposalShown:
    """A folder without a series and what it may hold, the best first."""

    folder: str
    verdict: Verdict
    reason: str
    candidates: tuple[ProposedSeries, ...]


@frozen(kw_only=True)
class ProposalPage:
    """Proposals in order of their folders; ``looked`` is null, or long ago, until they are made anew.

    ``next`` is the cursor of the next page, null at the end.
    """

    items: tuple[ProposalShown, ...]
    looked: datetime | None
    next: str | None


@frozen(kw_only=True)
class AcceptBody:
    """Which series a folder holds."""

    folder: Folder
    site: _Site
    ref: _Ref


@frozen(kw_only=True)
class CertainBody:
    """Of which folders what is certain is registered; none means of all."""

    folders: Annotated[tuple[Folder, ...], Meta(max_length=1000)] = ()


@frozen(kw_only=True)
class DecisionBody:
    """What a folder does not hold: nothing of what is proposed for it, or no series at all."""

    folder: Folder
    no_series: bool = False


@frozen(kw_only=True)
class ForgetBody:
    """The folder about which everything is forgotten."""

    folder: Folder


@frozen(kw_only=True)
class Forgotten:
    """How many decisions about a folder were forgotten."""

    decisions: int


def listed(call: Call[Nothing, ProposalQuery]) -> ProposalPage:
    """List what is proposed."""
    query, proposals = call.query, call.site.proposals
    found = [
        one
        for one in proposals.open()
        if query.verdict in (None, one.verdict)
        and (query.after is None or one.folder > query.after)
    ]
    items, following = cut(found, query.limit, lambda one: one.folder)
    return ProposalPage(items=tuple(map(_shown, items)), looked=proposals.at, next=following)


def look(call: Call[Nothing, Nothing]) -> Answer:
    """Begin to make the proposals."""
    return begun(call, call.site.proposals.look())


def accept(call: Call[AcceptBody, Nothing]) -> AnimeDetail:
    """Give a folder to a series, which is registered if it is not."""
    library, body = call.site.library, call.body
    try:
        series = library.matching.accept(body.folder, body.site, body.ref)
    except AmbiguousFolder:
        call.site.proposals.forget()  # the contradiction is shown from now on
        raise
    adopt(library, series.key)
    return detail(library, library.catalog.get(series.key))


def accept_certain(call: Call[CertainBody, Nothing]) -> Answer:
    """Begin to register what is certain."""
    folders = frozenset(call.body.folders) or None
    return begun(call, call.site.proposals.accept(folders))


def decide(call: Call[DecisionBody, Nothing]) -> None:
    """Remember what a folder does not hold."""
    if call.body.no_series:
        call.site.library.matching.no_series(call.body.folder)
    else:
        call.site.proposals.refuse(call.body.folder)


def forget(call: Call[ForgetBody, Nothing]) -> Forgotten:
    """Forget the decisions about a folder."""
    count = call.site.library.matching.forget(call.body.folder)
    call.site.proposals.forget()
    return Forgotten(decisions=count)


def _shown(one: Proposal) -> ProposalShown:
    return ProposalShown(
        folder=one.folder,
        verdict=one.verdict,
        reason=one.reason.value,
        candidates=tuple(map(_series, one.candidates)),
    )


def _series(one: Candidate) -> ProposedSeries:
    return ProposedSeries(
        site=one.provider,
        ref=one.ref,
        title=one.title,
        year=one.year,
        key=one.key,
        folder=one.folder,
        score=one.score,
        reason=one.reason.value,
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/folders/proposals",
        handle=listed,
        summary="List which series the folders without one may hold, as they were last looked for.",
        tag="folders",
        query=ProposalQuery,
        answer=ProposalPage,
        errors=(InvalidConfig, LibraryUnavailable),
    ),
    Operation(
        method="POST",
        path="/folders/proposals",
        handle=look,
        summary="Look which series fit the folders, as a job; no site is asked.",
        tag="folders",
        scope=Scope.WRITE,
        answer=JobShown,
        status=202,
        errors=(NotPossible,),
    ),
    Operation(
        method="POST",
        path="/folders/accept",
        handle=accept,
        summary="Give a folder to a series of a site, which is registered if it is not.",
        tag="folders",
        scope=Scope.WRITE,
        body=AcceptBody,
        answer=AnimeDetail,
        errors=(
            AlreadyThere,
            AmbiguousFolder,
            InvalidConfig,
            InvalidKey,
            InvalidValue,
            LibraryUnavailable,
            NotFound,
            SeriesNotFound,
            *SITE_ERRORS,
        ),
        waits=True,
    ),
    Operation(
        method="POST",
        path="/folders/accept-certain",
        handle=accept_certain,
        summary="Register the series that are certain with their folders, as a job.",
        tag="folders",
        scope=Scope.WRITE,
        body=CertainBody,
        answer=JobShown,
        status=202,
        errors=(NotPossible,),
    ),
    Operation(
        method="POST",
        path="/folders/decide",
        handle=decide,
        summary="Remember that a folder is none of what is proposed for it, or no series at all.",
        tag="folders",
        scope=Scope.WRITE,
        body=DecisionBody,
        status=204,
        errors=(AlreadyThere, InvalidConfig, LibraryUnavailable, NotFound),
    ),
    Operation(
        method="POST",
        path="/folders/forget",
        handle=forget,
        summary="Forget what was decided about a folder, so that it is proposed again.",
        tag="folders",
        scope=Scope.WRITE,
        body=ForgetBody,
        answer=Forgotten,
        errors=(InvalidConfig,),
    ),
)
