"""Days and times as German sites write them."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

__all__ = ["german_day", "german_moment"]

_DAY = re.compile(r"(?<![0-9])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?![0-9])")
_TIME = re.compile(r"(?<![0-9])([0-9]{1,2}):([0-9]{2})(?![0-9])")
_GERMANY = "Europe/Berlin"


def german_day(text: str) -> date | None:
    """Read the day in a text such as ``Sa, 12.09.2026``; None when there is none."""
    match = _DAY.search(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def german_moment(day: date, text: str) -> datetime | None:
    """Return the time in a text such as ``14:40 Uhr`` on a day in Germany, in UTC; None without."""
    match = _TIME.search(text)
    try:
        clock = time(int(match[1]), int(match[2]), tzinfo=ZoneInfo(_GERMANY)) if match else None
        return datetime.combine(day, clock).astimezone(UTC) if clock else None
    except (ValueError, OverflowError):
        return None
