"""``/plugins``, ``/logs``, ``/health`` and ``/metrics``: how the program itself is."""

import logging
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

import msgspec
from attrs import frozen
from msgspec import Meta

from aniworld_core import serde
from aniworld_core.errors import StoreError
from aniworld_core.plugins import PluginReport, Trial, reports
from aniworld_core.services.health import Finding
from aniworld_web.problems import MEDIA_TYPE
from aniworld_web.rest.fields import Limit
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation

__all__ = [
    "OPERATIONS",
    "Alive",
    "LogPage",
    "LogQuery",
    "LogShown",
    "PluginList",
    "Ready",
    "live",
    "logs",
    "metrics",
    "plugins",
    "ready",
]

_FIGURES = "text/plain; version=1.0.0; charset=utf-8"
"""The form that prometheus-client writes."""


@frozen(kw_only=True)
class PluginList:
    """Every plugin: its hooks, and why it is broken where it is."""

    items: tuple[PluginReport, ...]


@frozen(kw_only=True)
class LogQuery:
    """Which entries: of at least this level, those behind the one numbered ``after``, or the last ones."""

    level: Literal["debug", "info", "warning", "error", "critical"] = "debug"
    after: Annotated[int, Meta(ge=0, le=2**63 - 1, description="The `seq` of an entry.")] | None = (
        None
    )
    limit: Limit = 100


@frozen(kw_only=True)
class LogShown:
    """One message without secrets; ``trace`` is where in the program an error came from."""

    seq: int
    time: datetime
    level: str
    logger: str
    message: str
    trace: str | None


@frozen(kw_only=True)
class LogPage:
    """Entries, the oldest first."""

    items: tuple[LogShown, ...]


@frozen(kw_only=True)
class Alive:
    """The program answers."""

    alive: bool


@frozen(kw_only=True)
class Ready:
    """Whether there is something to work with; only who is signed in sees the ``checks``."""

    ready: bool
    checks: tuple[Finding, ...]


def plugins(call: Call[Nothing, Nothing]) -> PluginList:
    """Report on every plugin."""
    library = call.site.library
    return PluginList(items=tuple(reports(Trial(library.plugins.manager, library.config))))


def logs(call: Call[Nothing, LogQuery]) -> LogPage:
    """Return the tail of the log."""
    query = call.query
    severity = logging.getLevelNamesMapping()[query.level.upper()]
    found = call.site.logs.entries(severity=severity, limit=query.limit, after=query.after)
    return LogPage(
        items=tuple(
            LogShown(
                seq=one.seq,
                time=one.time,
                level=one.level,
                logger=one.logger,
                message=one.message,
                trace=one.trace,
            )
            for one in found
        )
    )


def live(call: Call[Nothing, Nothing]) -> Alive:  # noqa: ARG001 - a handler's form
    """Answer."""
    return Alive(alive=True)


def ready(call: Call[Nothing, Nothing]) -> Ready | Answer:
    """Tell whether there is something to work with."""
    found = call.site.library.health.ready()
    checks = tuple(found) if call.caller is not None else ()
    if all(one.ok for one in found):
        return Ready(ready=True, checks=checks)
    status = HTTPStatus.SERVICE_UNAVAILABLE
    document = {
        "type": "urn:aniworld:not-ready",
        "title": status.phrase,
        "status": status.value,
        "detail": "Something is missing that the program needs.",
        "hint": "Sign in to see what.",
        "ready": False,
        "checks": serde.unstructure(checks),
    }
    if checks:
        faults = [one for one in checks if not one.ok]
        document["detail"] = " ".join(one.text for one in faults)
        document["hint"] = " ".join(one.fix for one in faults)
    return Answer(status=status, content=msgspec.json.encode(document), media_type=MEDIA_TYPE)


def metrics(call: Call[Nothing, Nothing]) -> Answer:
    """Return the figures."""
    return Answer(content=call.site.meters.text())


OPERATIONS = (
    Operation(
        method="GET",
        path="/plugins",
        handle=plugins,
        summary="List the plugins, broken ones too.",
        tag="system",
        answer=PluginList,
    ),
    Operation(
        method="GET",
        path="/logs",
        handle=logs,
        summary="Show the last messages of the log, secrets left out.",
        tag="system",
        query=LogQuery,
        answer=LogPage,
    ),
    Operation(
        method="GET",
        path="/health/live",
        handle=live,
        summary="Tell that the program answers.",
        tag="system",
        scope=None,
        answer=Alive,
        versioned=False,
    ),
    Operation(
        method="GET",
        path="/health/ready",
        handle=ready,
        summary="Tell whether store, library folder, disk space and sites are there to work with.",
        tag="system",
        scope=None,
        answer=Ready,
        errors=(StoreError,),
        versioned=False,
    ),
    Operation(
        method="GET",
        path="/metrics",
        handle=metrics,
        summary="Show figures in the text form of Prometheus.",
        tag="system",
        versioned=False,
        media_type=_FIGURES,
    ),
)
