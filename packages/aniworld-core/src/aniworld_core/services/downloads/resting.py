"""Providers that are left alone for a while, because they asked for it or refuse us."""

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from attrs import frozen

from aniworld_core.clock import Clock
from aniworld_core.errors import Blocked, LayoutChanged, ProviderError, RateLimited
from aniworld_core.services.downloads.choice import RATE_LIMIT

__all__ = ["Rest", "Resting"]

_REFUSED = timedelta(hours=1)
"""How long until a site that blocks, or shows pages unknown to us, is looked at again."""


@frozen(kw_only=True)
class Rest:
    """A provider that is not asked before ``until``, and the reason."""

    provider: str
    until: datetime
    reason: str


class Resting:
    """Remembers until when each provider rests, and why."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rests: dict[str, Rest] = {}
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
            self._rests[provider] = Rest(
                provider=provider, until=self._clock() + wait, reason=error.message
            )

    def remaining(self, provider: str) -> tuple[timedelta, str] | None:
        """Return how long a provider still rests, and why, or None when it does not."""
        with self._lock:
            rest = self._rests.get(provider)
        if rest is None or rest.until <= self._clock():
            return None
        return rest.until - self._clock(), rest.reason

    def all(self) -> Sequence[Rest]:
        """List those that rest now, by name."""
        now = self._clock()
        with self._lock:
            return [rest for _, rest in sorted(self._rests.items()) if rest.until > now]
