"""Tells of an outage once when it begins and once when it ends, and how long to wait in it."""

import logging
import random
from threading import Lock

__all__ = ["Outage", "pause"]

_SHORTEST, _LONGEST = 0.1, 5.0
"""Seconds between two tries: at first, and when it takes long."""

_log = logging.getLogger(__name__)


def pause(failures: int) -> float:
    """Return the seconds to wait after so many failures; by chance, so that not all come at once."""
    longest: float = min(_SHORTEST * 2 ** min(failures, 10), _LONGEST)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - a spread, no secret


class Outage:
    """Whether a server can be reached, as several threads see it."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._cut_off: set[object] = set()
        self._lock = Lock()

    def begin(self, who: object, error: Exception) -> None:
        """Note that somebody is cut off; the first one tells."""
        with self._lock:
            first = not self._cut_off
            self._cut_off.add(who)
        if first:
            _log.warning(
                "the relay %s is away, so other processes are heard later: %s", self._server, error
            )

    def end(self, who: object) -> None:
        """Note that somebody got through; the last one of those who were cut off tells."""
        with self._lock:
            over = self._cut_off == {who}
            self._cut_off.discard(who)
        if over:
            _log.info("the relay %s is back", self._server)
