"""Providers that are left alone for a while, because they asked for it or refuse us."""

import threading
from datetime import datetime, timedelta

from aniworld_core.clock import Clock
from aniworld_core.errors import Blocked, LayoutChanged, ProviderError, RateLimited
from aniworld_core.services.downloads.choice import RATE_LIMIT

__all__ = ["Resting"]

_REFUSED = timedelta(hours=1)
"""How long until a site that blocks, or shows pages unknown to us, is looked at again."""


class Resting:
    """Remembers until when each provider rests, and why."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[str, tuple[datetime, str]] = {}
        self._lock = threading.Lock()

    def note(self, provider: str, error: ProviderError) -> None:
        """Let a provider rest if its error asks for that."""
        match error:
            case RateLimited():
                wait = error.retry_after or RATE_LIMIT
            case Blocked() | LayoutChanged():
                wait = _REFUSED
            case _:
                return
        with self._lock:
            self._until[provider] = (self._clock() + wait, error.message)

    def remaining(self, provider: str) -> tuple[timedelta, str] | None:
        """Return how long a provider still rests, and why, or None when it does not."""
        with self._lock:
            until, reason = self._until.get(provider, (None, ""))
        if until is None or until <= self._clock():
            return None
        return until - self._clock(), reason
