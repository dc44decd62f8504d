"""What follows from how a call to a site ended, and what is said while the site is left alone."""

from datetime import datetime, timedelta

from aniworld_core.entities import RATE_LIMIT, Condition, ConditionKind
from aniworld_core.errors import (
    Blocked,
    LayoutChanged,
    ProviderError,
    RateLimited,
    Unavailable,
)

__all__ = ["failed", "refusal"]

_REFUSED = timedelta(hours=1)
"""How long until a site that blocks, or shows pages unknown to us, is looked at again."""

_PATIENCE = 3
"""Failures in a row that it takes where a single one may be the fault of one page."""

_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(minutes=30)
"""How long a site rests that does not answer: doubling from one to the other."""


def failed(
    before: Condition | None, provider: str, error: ProviderError, now: datetime
) -> Condition:
    """Return the condition of a provider after a failure.

    While it rests already, calls that were under way when that began add nothing, unless the site asks
    for more time.
    """
    kind = _kind(error)
    again = before is not None and before.kind is kind
    failures = before.failures + 1 if before is not None and again else 1
    wait = _wait(error, failures)
    until = None if wait is None else now + wait
    if before is not None and before.rests_at(now) and not _longer(until, before):
        return before
    return Condition(
        provider=provider,
        kind=kind,
        since=before.since if before is not None and again else now,
        until=until,
        reason=error.message,
        failures=failures,
    )


def refusal(condition: Condition, now: datetime) -> ProviderError:
    """Return the error for which a resting provider is not asked, of the kind that led to it."""
    until = condition.until or now
    site, of, _ = condition.provider.partition(" ")
    what = f"The links of {site} are" if of else f"The site {site} is"
    message = f"{what} resting until {_clock(until, now)}: {condition.reason}"
    hint = "It is asked again then; at once by: aniw doctor --online"
    match condition.kind:
        case ConditionKind.BLOCKED:
            return Blocked(message, hint=hint)
        case ConditionKind.LAYOUT_CHANGED:
            return LayoutChanged(message, hint=hint)
        case ConditionKind.UNAVAILABLE:
            return Unavailable(message, hint=hint, retry_after=until - now)
    return RateLimited(message, hint=hint, retry_after=until - now)


def _kind(error: ProviderError) -> ConditionKind:
    match error:
        case RateLimited():
            return ConditionKind.RESTING
        case Blocked():
            return ConditionKind.BLOCKED
        case LayoutChanged():
            return ConditionKind.LAYOUT_CHANGED
    return ConditionKind.UNAVAILABLE


def _wait(error: ProviderError, failures: int) -> timedelta | None:
    match error:
        case RateLimited():
            return error.retry_after or RATE_LIMIT
        case Blocked():
            return _REFUSED
        case LayoutChanged():
            return _REFUSED if failures >= _PATIENCE else None
    if failures < _PATIENCE:
        return None
    doublings = min(failures - _PATIENCE, 10)
    asked = error.retry_after if isinstance(error, Unavailable) else None
    return max(min(_SHORTEST * (1 << doublings), _LONGEST), asked or timedelta())


def _longer(until: datetime | None, before: Condition) -> bool:
    """Tell whether a failure asks for a clearly longer rest than the one that is on."""
    return until is not None and before.until is not None and until > before.until + _SHORTEST


def _clock(until: datetime, now: datetime) -> str:
    """Write a moment as the user's clock shows it, with the day unless that is today."""
    local, today = until.astimezone(), now.astimezone().date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%Y-%m-%d %H:%M}"
