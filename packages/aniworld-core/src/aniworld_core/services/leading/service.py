"""Who does what is scheduled, and when."""

from collections.abc import Callable
from datetime import timedelta

from aniworld_core.clock import Clock, utc_now
from aniworld_core.errors import Cancelled
from aniworld_core.ports import LeaseStore
from aniworld_core.services.leading.lead import Lead

__all__ = ["Check", "Leading", "Work"]

Check = Callable[[], None]
"""Raises Cancelled when the work is to end, because it is another process's by now."""

Work = Callable[[Check], object]
"""What is scheduled; it asks now and then whether it is to go on."""

_LEASE = timedelta(minutes=2)
"""How long the lead stays with a process that gives no sign of life."""

_DRIFT = timedelta(minutes=1)
"""How far the clocks of two processes may be apart."""

_DONE = "everyone"
"""Who holds what is done until it is due again; no process, as it outlives each of them."""


class Leading:
    """Lets one of all processes on a store do what is scheduled, once in each period.

    ``name`` is what this process is called. Two leases tell of each work: who does it now, and until when it
    is done. A lease that ends later than any that could have been taken now is of a time when the clock was
    ahead, and counts for nothing: else what is scheduled would rest for years.
    """

    def __init__(
        self,
        *,
        leases: LeaseStore,
        name: str,
        clock: Clock = utc_now,
        lease: timedelta = _LEASE,
    ) -> None:
        self._leases = leases
        self._name = name
        self._clock = clock
        self._lease = lease

    def once(self, what: str, every: timedelta, work: Work) -> bool:
        """Do something unless it was done within the period or another process does it; tell if it was.

        Raises what ``work`` raises, and StoreError; then it is still due, here and elsewhere.
        """
        if self._done(what, every) or not self._lead(what):
            return False
        try:
            if self._done(what, every):  # by whoever led until a moment ago
                return False
            self._do(what, work)
            self._leases.take(_until_due(what), _DONE, every, self._clock())
        finally:
            self._leases.drop(_lead(what), self._name, self._clock())
        return True

    def _do(self, what: str, work: Work) -> None:
        seconds = self._lease.total_seconds()

        def renew() -> bool:
            return self._leases.take(_lead(what), self._name, self._lease, self._clock())

        with Lead(renew, lease=seconds, every=seconds / 4) as lead:

            def check() -> None:
                if lead.lost:
                    raise Cancelled("Another process does this by now.")

            work(check)

    def _done(self, what: str, every: timedelta) -> bool:
        now = self._clock()
        latest = now + every + _DRIFT
        return any(one.until <= latest for one in self._leases.held(now, _until_due(what)))

    def _lead(self, what: str) -> bool:
        name, now = _lead(what), self._clock()
        for one in self._leases.held(now, name):
            if one.until > now + self._lease + _DRIFT:
                self._leases.drop(name, one.holder, now)
        return self._leases.take(name, self._name, self._lease, now)


def _lead(what: str) -> str:
    return f"schedule {what}"


def _until_due(what: str) -> str:
    return f"schedule {what}: done"
