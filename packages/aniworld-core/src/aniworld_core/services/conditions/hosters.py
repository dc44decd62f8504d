"""When a hoster is left alone, and for how long: it asked for that, or several downloads in a row failed."""

from datetime import datetime, timedelta

from aniworld_core.entities import Condition, ConditionKind
from aniworld_core.errors import AniworldError, Blocked, RateLimited, Unavailable, WrongFile

__all__ = ["asks", "counts", "failed", "hoster_of", "kept_as"]

_PATIENCE = 3
"""So many different downloads in a row have to fail, after each rest anew: one may be its video's fault."""

_FIRST, _LONGEST = 10, 240
"""How long a hoster rests, in backoffs of a download: doubling from one to the other."""

_LONGEST_ASKED = timedelta(days=1)
"""Whoever asks to be left alone for longer is asked again after this time."""

_PREFIX = "hoster "


def kept_as(hoster: str) -> str:
    """Return the name under which a hoster's condition is kept, among those of the sites."""
    return _PREFIX + hoster


def hoster_of(name: str) -> str | None:
    """Return which hoster a condition of this name is of; None for a site's."""
    return name.removeprefix(_PREFIX) if name.startswith(_PREFIX) else None


def counts(error: AniworldError) -> bool:
    """Tell whether an error says something of the hoster; that one video is gone does not."""
    return isinstance(error, Unavailable | Blocked | RateLimited | WrongFile)


def asks(error: AniworldError) -> bool:
    """Tell whether an error is the hoster's wish to be left alone."""
    return isinstance(error, RateLimited) or (
        isinstance(error, Unavailable) and error.retry_after is not None
    )


def failed(
    before: Condition | None, name: str, error: AniworldError, now: datetime, backoff: timedelta
) -> Condition:
    """Return the condition of a hoster after a failure that counts.

    While it rests already, downloads that were under way when that began add nothing, unless the hoster
    asks for more time.
    """
    row = before if before is not None and before.kind is not ConditionKind.WORKING else None
    failures = 1 if row is None else row.failures + 1
    asked = _asked(error, backoff)
    wait = max(asked, _wait(failures, backoff))
    until = now + wait if wait else None
    if row is not None and row.rests_at(now):
        longer = asked and row.until is not None and now + asked > row.until
        if not longer:
            return row
        until = now + asked
    several = f"{failures} downloads in a row failed, the last with: {error.message}"
    return Condition(
        provider=name,
        kind=_kind(error),
        since=now if row is None else row.since,
        until=until,
        reason=error.message if asked or not wait else several,
        failures=failures,
    )


def _kind(error: AniworldError) -> ConditionKind:
    match error:
        case RateLimited():
            return ConditionKind.RESTING
        case Blocked():
            return ConditionKind.BLOCKED
    return ConditionKind.UNAVAILABLE


def _asked(error: AniworldError, backoff: timedelta) -> timedelta:
    """Return how long the hoster itself asked to be left alone; nothing = it did not ask."""
    after = error.retry_after if isinstance(error, RateLimited | Unavailable) else None
    if after is None and isinstance(error, RateLimited):
        after = _FIRST * backoff
    return min(after or timedelta(), _LONGEST_ASKED)


def _wait(failures: int, backoff: timedelta) -> timedelta:
    rests, left = divmod(failures, _PATIENCE)
    if left:
        return timedelta()
    doublings = min(rests - 1, 10)
    return min(_FIRST * (1 << doublings), _LONGEST) * backoff
