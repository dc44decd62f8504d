"""Tickets: who cannot send headers with a WebSocket shows one, and only once."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from attrs import field, frozen

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import Lease, Scope
from aniworld_core.ports import LeaseStore
from aniworld_web.caller import Caller

__all__ = ["Ticket", "Tickets"]

_LIFETIME = timedelta(seconds=30)
_NAME = "tickets"
"""The lease of which every open ticket is one place: taking a place clears away what is over."""


@frozen(kw_only=True)
class Ticket:
    """A ticket, and until when it is good."""

    text: str = field(repr=False)
    expires: datetime


class Tickets:
    """Texts that stand for a caller once, within half a minute, at every process that shares the store.

    The oldest of more than ``size`` make room for new ones. The store keeps a hash of each.
    """

    def __init__(self, leases: LeaseStore, clock: Clock = utc_now, *, size: int = 1000) -> None:
        self._leases = leases
        self._clock = clock
        self._size = size

    def issue(self, caller: Caller) -> Ticket:
        """Return a new ticket; raises StoreError."""
        text, now = token_urlsafe(24), self._clock()
        place = f"{_hash(text)} {_written(caller)}"
        while not self._leases.take(_NAME, place, _LIFETIME, now, self._size):
            oldest = min(self._leases.held(now, _NAME), key=lambda one: one.until, default=None)
            if oldest is not None:
                self._leases.drop(_NAME, oldest.holder, now)
        return Ticket(text=text, expires=now + _LIFETIME)

    def redeem(self, text: str) -> Caller | None:
        """Return whose ticket this is, and end it; None when there is none or it is too old.

        Of several who show it at the same moment one gets in. Raises StoreError.
        """
        now, hash = self._clock(), _hash(text)
        for one in self._leases.held(now, _NAME):
            if one.holder.startswith(f"{hash} ") and self._leases.drop(_NAME, one.holder, now):
                return _caller_of(one)
        return None


def _hash(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()


def _written(caller: Caller) -> str:
    if caller.session is not None:
        return f"{caller.scope} session {caller.session}"
    return f"{caller.scope} key {caller.api_key}"


def _caller_of(lease: Lease) -> Caller:
    _, scope, kind, id = lease.holder.split(" ")
    if kind == "session":
        return Caller(scope=Scope(scope), session=id)
    return Caller(scope=Scope(scope), api_key=id)
