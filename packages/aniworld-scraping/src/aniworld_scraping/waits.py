"""How long a site asks to wait: the header Retry-After in both its forms (RFC 9110, 10.2.3)."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

__all__ = ["retry_after"]

_SECONDS = re.compile(r"[0-9]{1,9}")
_LONGEST = timedelta(days=7)


def retry_after(value: str, *, date: str = "") -> timedelta | None:
    """Read a number of seconds or an HTTP date; None when it is neither.

    ``date`` is the answer's own Date, so that a clock that is wrong here does no harm. A wait is
    never negative and, lest a slip of the site stop it for years, never longer than a week.
    """
    value = value.strip()
    if _SECONDS.fullmatch(value):
        return min(timedelta(seconds=int(value)), _LONGEST)
    until = _time(value)
    if until is None:
        return None
    wait = until - (_time(date) or datetime.now(UTC))
    return min(max(wait, timedelta(0)), _LONGEST)


def _time(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
