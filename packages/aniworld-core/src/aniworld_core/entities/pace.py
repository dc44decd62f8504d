"""How often something may be done, and how often it was."""

from datetime import UTC, datetime, timedelta

from attrs import frozen

__all__ = ["Allowance", "Spent", "spend"]

_HOUR = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_NOTHING = timedelta(0)


@frozen(kw_only=True)
class Allowance:
    """One time each ``every``, ``burst`` at once after a pause; so often in any hour (None = no limit)."""

    every: timedelta
    burst: int = 1
    per_hour: int | None = None


@frozen(kw_only=True)
class Spent:
    """How often something was done: when the next time would be due, and how often in each minute.

    ``minutes`` are pairs of a minute since 1970 and a count, in order.
    """

    due: datetime
    minutes: tuple[tuple[int, int], ...] = ()


def spend(
    spent: Spent | None, allowance: Allowance, now: datetime
) -> tuple[Spent | None, timedelta]:
    """Take one time; returns what is spent then, and no wait, or else what was, and how long to wait.

    The rate is the generic cell rate algorithm (ITU-T I.371). The hour is counted in whole minutes, so that a
    minute's count goes when all of it is an hour old. What a clock noted that was ahead does not count.
    """
    minute = (now - _EPOCH) // _MINUTE
    kept = () if spent is None else spent.minutes
    minutes = [one for one in kept if minute - _HOUR <= one[0] <= minute]
    due = now if spent is None else spent.due
    if due > now + allowance.burst * allowance.every:
        due = now
    wait = max(due - now - (allowance.burst - 1) * allowance.every, _NOTHING)
    if allowance.per_hour is not None:
        wait = max(wait, _until_room(minutes, allowance.per_hour, now))
    if wait:
        return spent, wait
    count = minutes.pop()[1] if minutes and minutes[-1][0] == minute else 0
    minutes.append((minute, count + 1))
    return Spent(due=max(due, now) + allowance.every, minutes=tuple(minutes)), wait


def _until_room(minutes: list[tuple[int, int]], per_hour: int, now: datetime) -> timedelta:
    left = sum(count for _, count in minutes)
    for minute, count in minutes:
        if left < per_hour:
            break
        left -= count
        if left < per_hour:
            return _EPOCH + (minute + 1 + _HOUR) * _MINUTE - now
    return _NOTHING
