"""What every part of the web application works with: the library and what surrounds it."""

from typing import TYPE_CHECKING

from attrs import define, frozen

from aniworld_core.entities import Scope
from aniworld_core.library import Library
from aniworld_core.services.settings import Settings

if TYPE_CHECKING:
    from aniworld_web.auth.access import Access
    from aniworld_web.config import WebConfig
    from aniworld_web.live.hub import Hub
    from aniworld_web.logs import LogTail
    from aniworld_web.rest.ready import ReadyAnswers
    from aniworld_web.running.jobs import Jobs
    from aniworld_web.running.runner import Runner

__all__ = ["Caller", "Site"]


@frozen(kw_only=True)
class Caller:
    """Who asks: a person's session, or the API key of this id; ``scope`` is what they may do."""

    scope: Scope
    session: str | None = None
    api_key: str | None = None


@define(kw_only=True, eq=False)
class Site:
    """One running web application.

    ``library`` is another object after the settings were changed (see :mod:`aniworld_web.running.reload`),
    so take it from here each time. ``settings`` is None where the embedding program decides them.
    """

    library: Library
    settings: Settings | None
    config: "WebConfig"
    access: "Access"
    hub: "Hub"
    runner: "Runner"
    jobs: "Jobs"
    logs: "LogTail"
    ready: "ReadyAnswers"
