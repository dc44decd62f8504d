"""How many connections there may be, and how often somebody who was refused may try again."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from aniworld_core.errors import TooManyAttempts

__all__ = ["Doors"]

_ADDRESSES = 10_000
"""Addresses whose refusals are remembered."""


class Doors:
    """Counts what is open, in all and for each address, and what was refused within a minute."""

    def __init__(
        self,
        *,
        most: int = 4000,
        each: int = 2000,
        refusals: int = 120,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._most = most
        self._each = each
        self._refusals = refusals
        self._clock = clock
        self._open: Counter[str] = Counter()
        self._refused: OrderedDict[str, list[float]] = OrderedDict()

    @contextmanager
    def passing(self, address: str) -> Iterator[None]:
        """Count a connection while the context lasts; raises TooManyAttempts when there are too many."""
        recent = [at for at in self._refused.get(address, ()) if self._clock() - at < 60]
        if len(recent) >= self._refusals:
            wait = timedelta(seconds=60 - (self._clock() - recent[0]))
            raise TooManyAttempts("Too many refused connections.", retry_after=wait)
        if self._open[address] >= self._each or self._open.total() >= self._most:
            raise TooManyAttempts(
                "Too many connections are open.",
                hint="Close pages that are not needed.",
                retry_after=timedelta(seconds=30),
            )
        self._open[address] += 1
        try:
            yield
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]

    def refused(self, address: str) -> None:
        """Note that somebody was not let in."""
        now = self._clock()
        recent = [at for at in self._refused.pop(address, ()) if now - at < 60]
        self._refused[address] = [*recent, now]
        if len(self._refused) > _ADDRESSES:
            self._refused.popitem(last=False)
