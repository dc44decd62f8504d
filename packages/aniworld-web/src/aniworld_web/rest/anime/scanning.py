"""``POST /anime/rescan``: sites and library folder are read again in the background."""

from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import Scope
from aniworld_core.errors import InvalidKey, NotPossible, SeriesNotFound
from aniworld_web.rest.fields import Key
from aniworld_web.rest.jobs import JobShown, begun
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation
from aniworld_web.scans import Scan

__all__ = ["OPERATIONS", "RescanBody"]

_Keys = Annotated[
    tuple[Key, ...], Meta(max_length=1000, description="Only these series; none means all.")
]
_Offline = Annotated[bool, Meta(description="Read the library folder only, ask no site.")]
_Full = Annotated[bool, Meta(description="Read folders too that seem unchanged.")]
_ConfirmLosses = Annotated[
    bool, Meta(description="Accept that many files are gone, or that the folder is another one.")
]


@frozen(kw_only=True)
class RescanBody:
    """What is read again."""

    keys: _Keys = ()
    offline: _Offline = False
    full: _Full = False
    confirm_losses: _ConfirmLosses = False


def _rescan(call: Call[RescanBody, Nothing]) -> Answer:
    """Begin a scan, or name one that runs and does as much."""
    body = call.body
    scan = Scan(keys=body.keys, offline=body.offline, full=body.full, confirmed=body.confirm_losses)
    return begun(call, scan.start(call.site))


OPERATIONS = (
    Operation(
        method="POST",
        path="/anime/rescan",
        handle=_rescan,
        summary="Read sites and library folder again, as a job, or name one that runs and does as much.",
        tag="anime",
        scope=Scope.WRITE,
        body=RescanBody,
        answer=JobShown,
        status=202,
        errors=(InvalidKey, NotPossible, SeriesNotFound),
    ),
)
