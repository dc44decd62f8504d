"""Writes what is new and what is coming as an iCalendar file (RFC 5545)."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from aniworld_core.entities import ReleaseKind
from aniworld_core.episode_ranges import compact
from aniworld_core.services.upcoming.results import Upcoming

__all__ = ["calendar"]

_LONG = timedelta(minutes=30)
"""How long an event with a time of day is drawn."""

_Read = Mapping[tuple[str, ReleaseKind], datetime]


def calendar(entries: Iterable[Upcoming], read: _Read, now: datetime) -> bytes:
    """Return a calendar with an event for each entry that has a day; ``read`` tells how old they are."""
    file = Calendar()
    file.add("prodid", "-//aniworld//upcoming//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", "Upcoming episodes")
    for one in entries:
        if one.day is not None:
            file.add_component(_event(one, read.get((one.provider, one.kind), now)))
    return bytes(file.to_ical())


def _event(one: Upcoming, read: datetime) -> Event:
    event = Event()
    event.add("uid", _uid(one))
    event.add("dtstamp", read.astimezone(UTC))
    event.add("summary", _summary(one))
    if one.at is None:
        event.add("dtstart", one.day)
    else:
        start = one.at.astimezone(UTC)
        event.add("dtstart", start)
        event.add("dtend", start + _LONG)
    if _is_address(one.link):
        event.add("url", one.link)
    event.add("transp", "TRANSPARENT")  # nobody is busy because of it
    return event


def _uid(one: Upcoming) -> str:
    """Return the same for the same episode and language, whether it is expected or has come."""
    name = "\0".join((one.provider, one.ref.casefold(), str(one.episode), one.language or ""))
    return f"{hashlib.sha256(name.encode(errors='replace')).hexdigest()[:32]}@aniworld"


def _summary(one: Upcoming) -> str:
    language = f" ({one.language})" if one.language else ""
    return "".join(
        letter if letter.isprintable() else " "
        for letter in f"{one.title} {compact([one.episode])}{language}"
    )


def _is_address(link: str) -> bool:
    """Tell whether a link may stand in the file as it is; it comes from a page."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and link.isprintable() and " " not in link
