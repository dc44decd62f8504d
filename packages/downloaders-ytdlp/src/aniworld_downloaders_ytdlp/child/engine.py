"""yt-dlp with the options that are fixed for every job."""

import sys
from typing import Any, Self

from aniworld_core.errors import Unavailable
from aniworld_downloaders_ytdlp.child.channel import Channel
from aniworld_downloaders_ytdlp.child.faults import Faults
from aniworld_downloaders_ytdlp.child.flow import Flow
from aniworld_downloaders_ytdlp.child.guard import guarded
from aniworld_downloaders_ytdlp.child.network import BoundedRH
from aniworld_downloaders_ytdlp.child.outcomes import by_status, refusal
from aniworld_downloaders_ytdlp.child.ytdlp import (
    DownloadError,
    HTTPError,
    TransportError,
    YoutubeDL,
)
from aniworld_downloaders_ytdlp.messages import Message

__all__ = ["Engine", "StrictEngine", "common_options", "pause"]


class _Log:
    """Prints what yt-dlp says; the parent logs it."""

    def debug(self, text: str) -> None:
        """Leave out what yt-dlp does; only what it minds is of interest."""

    def warning(self, text: str) -> None:
        """Print a warning."""
        sys.stderr.write(f"{text}\n")

    error = warning


class Engine(YoutubeDL):  # type: ignore[misc]
    """A YoutubeDL that reads the web within bounds, and into the local network only where that is allowed."""

    flow: Flow | None = None
    faults: Faults

    def __init__(self, job: Message, options: dict[str, Any]) -> None:
        super().__init__(options, auto_init=False)
        self.faults = Faults()
        self._guard = guarded(local_allowed=job["local_allowed"], proxies=self.proxies)

    def __enter__(self) -> Self:
        """Guard the job from here on."""
        self._guard.__enter__()
        return self

    def __exit__(self, *failure: Any) -> None:  # noqa: PYI036 - passed on as it comes
        """End the guard."""
        self._guard.__exit__(*failure)
        super().__exit__(*failure)

    def build_request_director(self, _: Any, preferences: Any = None) -> Any:
        """Know one way to the web, whatever else is installed."""
        director = super().build_request_director([BoundedRH], preferences)
        for handler in director.handlers.values():
            handler.flow, handler.faults = self.flow, self.faults
        return director


class StrictEngine(Engine):
    """An engine that fetches video; a refusal ends its job at once, as asking again would not change it."""

    flow: Flow

    def __init__(self, job: Message, channel: Channel, options: dict[str, Any]) -> None:
        super().__init__(job, options)
        self.flow = Flow(
            lambda: channel.rate,
            min_speed=job["min_speed"],
            patience=job["patience"],
            max_size=job["max_size"],
        )

    def urlopen(self, request: Any) -> Any:
        """Ask for an address; raises Gone, Blocked, RateLimited and what is refused here, leaves the rest."""
        self.faults.last = None
        try:
            return super().urlopen(request)
        except TransportError as error:
            self.faults.last = error
            refused = refusal(error)
            if refused is None:
                raise
            raise refused from error
        except HTTPError as error:
            self.faults.last = error
            outcome = by_status(error)
            if isinstance(outcome, Unavailable):
                raise
            raise outcome from error

    def trouble(self, *args: Any, **kwargs: Any) -> None:
        """Give up as yt-dlp does, with the fault that it tells in words alone."""
        try:
            super().trouble(*args, **kwargs)
        except DownloadError as error:
            raise error from self.faults.last


def common_options(job: Message) -> dict[str, Any]:
    """Return the options of every job: no configuration files, no cache, bounded retries."""
    return {
        "logger": _Log(),
        "quiet": True,
        "noprogress": True,
        "color": "no_color",
        "cachedir": False,
        "socket_timeout": 20,
        "retries": job["retries"],
        "fragment_retries": job["retries"],
        "extractor_retries": job["retries"],
        "retry_sleep_functions": dict.fromkeys(("http", "fragment", "extractor"), pause),
    }


def pause(n: int) -> float:
    """Return how many seconds to wait before a broken request is repeated for the ``n``-th time, from 0."""
    return float(min(0.25 * 2**n, 8.0))
