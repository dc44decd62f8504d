"""yt-dlp with the options that are fixed for every job."""

import sys
from typing import Any

from aniworld_core.errors import Unavailable
from aniworld_downloaders_ytdlp.child.outcomes import by_status
from aniworld_downloaders_ytdlp.child.ytdlp import HTTPError, YoutubeDL
from aniworld_downloaders_ytdlp.messages import Message

__all__ = ["StrictEngine", "common_options"]


class _Log:
    """Prints what yt-dlp says; the parent logs it."""

    def debug(self, text: str) -> None:
        """Leave out what yt-dlp does; only what it minds is of interest."""

    def warning(self, text: str) -> None:
        """Print a warning."""
        sys.stderr.write(f"{text}\n")

    error = warning


class StrictEngine(YoutubeDL):  # type: ignore[misc]
    """A YoutubeDL for which a refusal ends the job at once: asking again would not change it."""

    def urlopen(self, request: Any) -> Any:
        """Ask for an address; raises Gone, Blocked and RateLimited, leaves the rest to yt-dlp."""
        try:
            return super().urlopen(request)
        except HTTPError as error:
            outcome = by_status(error)
            if isinstance(outcome, Unavailable):
                raise
            raise outcome from error


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
        "retry_sleep_functions": dict.fromkeys(("http", "fragment", "extractor"), _pause),
    }


def _pause(n: int) -> float:
    return float(min(0.25 * 2**n, 8.0))
