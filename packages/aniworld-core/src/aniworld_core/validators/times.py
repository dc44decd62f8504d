"""Times of the day, as people write them."""

import re
from datetime import datetime, time, timedelta

from attrs import frozen

from aniworld_core.errors import InvalidValue

__all__ = ["TimeWindow", "time_window", "wait_days"]

_LONGEST_WAIT = 3650

_WINDOW = re.compile(r"(\d\d?:\d\d)\s*-\s*(\d\d?:\d\d)", re.ASCII)


@frozen
class TimeWindow:
    """A part of every day from ``begin`` to ``end``, over midnight where the end is not later."""

    begin: time
    end: time

    def holds(self, at: datetime) -> bool:
        """Tell whether a moment, in the zone its clock shows, lies inside."""
        now = at.time()
        if self.begin < self.end:
            return self.begin <= now < self.end
        return now >= self.begin or now < self.end

    def next_begin(self, at: datetime) -> datetime:
        """Return when it begins next after a moment."""
        today = at.replace(hour=self.begin.hour, minute=self.begin.minute, second=0, microsecond=0)
        return today if today > at else today + timedelta(days=1)


def time_window(text: str) -> TimeWindow | None:
    """Read ``22:00-06:00``; None for an empty text, which means always. Raises InvalidValue."""
    if not text.strip():
        return None
    found = _WINDOW.fullmatch(text.strip())
    begin, end = (_time(found[1]), _time(found[2])) if found else (None, None)
    if begin is not None and begin == end:
        raise InvalidValue(
            f"{text!r}: begin and end are the same.", hint="Leave it empty for the whole day."
        )
    if begin is None or end is None:
        raise InvalidValue(
            f"{text!r} is no time of the day.", hint="Write begin and end, such as 22:00-06:00."
        )
    return TimeWindow(begin, end)


def wait_days(days: int) -> int:
    """Return for how many days a series waits for its first language, 0 to 3650; raises InvalidValue."""
    if 0 <= days <= _LONGEST_WAIT:
        return days
    raise InvalidValue(
        f"{days} is no number of days to wait.", hint=f"Give one from 0 to {_LONGEST_WAIT}."
    )


def _time(text: str) -> time | None:
    hour, _, minute = text.partition(":")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return None
