"""What every part of the web application works with: the library and what surrounds it."""

from collections.abc import Callable
from threading import Lock

from attrs import define, field

from aniworld_core.config import Config
from aniworld_core.events import Sink
from aniworld_core.library import Library
from aniworld_core.running import Runner
from aniworld_core.services.settings import Settings
from aniworld_web.auth.access import Access
from aniworld_web.auth.feed import FeedToken
from aniworld_web.chronicle import chronicle
from aniworld_web.config import WebConfig
from aniworld_web.live.hub import Hub
from aniworld_web.logs import LogTail
from aniworld_web.metrics import Meters
from aniworld_web.proposals import Proposals
from aniworld_web.ready import ReadyAnswers
from aniworld_web.running.duty import Duty
from aniworld_web.running.jobs import Jobs
from aniworld_web.running.speeds import Speeds

__all__ = ["Site"]


@define(kw_only=True, eq=False)
class Site:
    """One running web application.

    ``library`` is another object after the settings were changed (see :mod:`aniworld_web.reload`),
    so take it from here each time. ``settings`` is None where the embedding program decides them, and
    ``load`` reads them again as at the start, with what environment and options say; ``changing`` is held
    while they change.
    """

    library: Library
    settings: Settings | None
    load: Callable[[], Config] | None = None
    config: WebConfig
    access: Access
    feed: FeedToken
    hub: Hub
    runner: Runner
    duty: Duty
    jobs: Jobs
    proposals: Proposals
    logs: LogTail
    ready: ReadyAnswers
    speeds: Speeds
    meters: Meters
    changing: Lock = field(factory=Lock)

    @property
    def sinks(self) -> tuple[Sink, ...]:
        """Everything here that hears the library's events."""
        return (
            self.hub,
            self.ready,
            self.runner,
            self.speeds,
            self.meters,
            self.proposals,
            chronicle,
        )

    @property
    def ears(self) -> tuple[Sink, ...]:
        """What also hears other processes; each of them counts and logs what is its own."""
        return (self.hub, self.ready, self.runner, self.speeds, self.proposals)
