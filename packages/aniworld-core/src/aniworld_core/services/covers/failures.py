"""What could not be read is not asked for again at once."""

import threading
from datetime import datetime, timedelta

from aniworld_core.clock import Clock
from aniworld_core.errors import Blocked, ProviderError, RateLimited, Unavailable

__all__ = ["Failures"]

_SITE = timedelta(minutes=2)
"""How long a site in trouble is left alone, unless it names a longer time itself."""

_ADDRESS = timedelta(hours=1)
"""How long an address without an image is."""

_MOST = 10_000
"""Addresses to remember; more than that are forgotten all at once."""


class Failures:
    """Remembers errors: those of a whole site for all its covers, any other for the one address."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[datetime, ProviderError]] = {}
        self._lock = threading.Lock()

    def check(self, provider: str, url: str) -> None:
        """Raise what is remembered of the site or the address."""
        with self._lock:
            for place in ((provider, ""), (provider, url)):
                until, error = self._known.get(place, (None, None))
                if until is None or error is None:
                    continue
                if until > self._clock():
                    raise error.with_traceback(None)
                del self._known[place]

    def note(self, provider: str, url: str, error: ProviderError) -> None:
        """Remember an error for as long as it is worth it."""
        place, wait = (provider, url), _ADDRESS
        if isinstance(error, Unavailable | RateLimited | Blocked):
            asked = None if isinstance(error, Blocked) else error.retry_after
            place, wait = (provider, ""), max(_SITE, asked or _SITE)
        with self._lock:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[place] = (self._clock() + wait, error)
