"""yt-dlp with the options that are fixed for every job."""

import sys
from typing import Any

from aniworld_downloaders_ytdlp.child.ytdlp import YoutubeDL
from aniworld_downloaders_ytdlp.messages import Message

__all__ = ["open_engine"]


class _Log:
    """Prints what yt-dlp says; the parent logs it."""

    def debug(self, text: str) -> None:
        """Leave out what yt-dlp does; only what it minds is of interest."""

    def warning(self, text: str) -> None:
        """Print a warning."""
        sys.stderr.write(f"{text}\n")

    error = warning


def open_engine(job: Message, **more: Any) -> YoutubeDL:
    """Return a YoutubeDL without extractors: no configuration files, no cache, bounded retries."""
    options = {
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
        # A missing piece is an error, not something to skip.
        "skip_unavailable_fragments": False,
        "continuedl": False,
        "overwrites": False,
        "updatetime": False,
        **more,
    }
    return YoutubeDL(options, auto_init=False)


def _pause(n: int) -> float:
    return float(min(0.25 * 2**n, 8.0))
