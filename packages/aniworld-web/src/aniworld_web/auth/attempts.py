"""How many wrong passwords are put up with."""

import math
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import cached_property
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from typing import TYPE_CHECKING

from aniworld_core.errors import TooManyAttempts
from aniworld_web.auth.shared_attempts import SharedAttempts

# Loaded with the first password, not with every start.
if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import MovingWindowRateLimiter

__all__ = ["Attempts"]

_MINUTES = 5
_PER_ADDRESS = 10
_IN_ALL = 100
_AT_ONCE = 8
"""Attempts that are looked at or wait for it; more would take the threads that other requests need."""
_EVERYBODY = "everybody"


class Attempts:
    """Ten wrong passwords in five minutes are allowed to an address, a hundred to all together.

    An attempt counts from its beginning, so that many at once are no way round the limit; one with the right
    password is then forgotten, and takes away none of the wrong ones. An IPv6 address stands for its /64.
    Where they are ``shared``, those of other processes count too: the stricter of both counts holds.
    """

    def __init__(self, shared: SharedAttempts | None = None) -> None:
        self._shared = shared
        self._lock = Lock()
        self._running: Counter[str] = Counter()
        self._seen: OrderedDict[str, float] = OrderedDict()

    @contextmanager
    def attempt(self, address: str) -> Iterator[Callable[[], None]]:
        """Let somebody try a password; call what is given when it was wrong. Raises TooManyAttempts."""
        place = _place(address)
        with self._lock:
            self._check(place, _PER_ADDRESS, self._running[place])
            self._check(_EVERYBODY, _IN_ALL, self._running.total())
            if self._running.total() >= _AT_ONCE:
                raise _busy()
            self._running[place] += 1
        try:
            with ExitStack() as undoing:
                undoing.callback(self._begin_shared(place))

                def failed() -> None:
                    undoing.pop_all()  # it stays counted
                    self._failed(place)

                yield failed
        finally:
            with self._lock:
                self._running[place] -= 1
                self._running += Counter()  # drops those at zero

    def _check(self, place: str, allowed: int, running: int) -> None:
        reset, left = self._limiter.get_window_stats(_limit(allowed), place)
        if left <= 0:
            raise _too_many(reset - time.time())
        if left <= running:
            raise _busy()

    def _begin_shared(self, place: str) -> Callable[[], None]:
        """Count with the other processes; returns what takes it back. Raises TooManyAttempts."""
        if self._shared is None:
            return lambda: None
        allowed = {place: _PER_ADDRESS, _EVERYBODY: _IN_ALL}
        wait, take_back = self._shared.begin(allowed, timedelta(minutes=_MINUTES))
        if wait:
            raise _too_many(wait.total_seconds())
        return take_back

    def _failed(self, place: str) -> None:
        with self._lock:
            self._limiter.hit(_limit(_PER_ADDRESS), place)
            self._limiter.hit(_limit(_IN_ALL), _EVERYBODY)
            self._sweep(place)

    def _sweep(self, place: str) -> None:
        """Forget addresses that were not heard of for long: the limiter itself keeps each one for ever."""
        now = time.monotonic()
        self._seen[place] = now
        self._seen.move_to_end(place)
        while now - next(iter(self._seen.values())) > 2 * 60 * _MINUTES:
            self._limiter.clear(_limit(_PER_ADDRESS), self._seen.popitem(last=False)[0])

    @cached_property
    def _limiter(self) -> "MovingWindowRateLimiter":
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        return MovingWindowRateLimiter(MemoryStorage())


def _limit(amount: int) -> "RateLimitItem":
    from limits import RateLimitItemPerMinute

    return RateLimitItemPerMinute(amount, _MINUTES)


def _place(address: str) -> str:
    """Return what is counted as one: who has an IPv6 address mostly has its whole /64."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        mapped = ip.ipv4_mapped
        return str(mapped or ip_network((ip.packed, 64), strict=False))
    return str(ip)


def _too_many(seconds: float) -> TooManyAttempts:
    wait = max(1, math.ceil(seconds))
    return TooManyAttempts(
        "There were too many wrong passwords.",
        hint=f"Wait {wait} s. Is the password lost? On the host: aniw auth reset-password",
        retry_after=timedelta(seconds=wait),
    )


def _busy() -> TooManyAttempts:
    return TooManyAttempts(
        "Other passwords are being checked at this moment.",
        hint="Try again in a second.",
        retry_after=timedelta(seconds=1),
    )
