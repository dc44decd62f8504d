"""When the running series come: a broadcast a week, counted back and forward from today."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from aniworld_demo.catalogue import Entry, Show, Shows

__all__ = ["WEEKDAYS", "Broadcast", "coming", "released"]

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_NEWEST = 3


@frozen(kw_only=True)
class Broadcast:
    """An episode that came or comes on a day, in one language (the name of its flag)."""

    day: date
    show: Show
    entry: Entry
    flag: str


def released(shows: Shows, today: date) -> Sequence[Broadcast]:
    """Return the last episodes of every running series in each language, newest first."""
    return sorted(_released(shows, today), key=lambda one: one.day, reverse=True)


def coming(show: Show, day: date, today: date) -> Entry | None:
    """Return the episode of a series that comes on a day, or None."""
    if not show.broadcast or _weekday(show) != day.weekday():
        return None
    week = (day - today).days // 7
    announced = [entry for entry in show.entries if entry.upcoming]
    return announced[week] if week < len(announced) else None


def _released(shows: Shows, today: date) -> Iterator[Broadcast]:
    for show in shows.values():
        if not show.broadcast:
            continue
        last = max(season for season in show.seasons if not show.season(season)[0].upcoming)
        out = [entry for entry in show.season(last) if not entry.upcoming]
        for weeks, entry in enumerate(reversed(out[-_NEWEST:])):
            behind = (today.weekday() - _weekday(show)) % 7 + 7 * weeks
            for flag in entry.languages:
                day = today - timedelta(days=behind)
                yield Broadcast(day=day, show=show, entry=entry, flag=flag)


def _weekday(show: Show) -> int:
    return [name.lower() for name in WEEKDAYS].index(show.broadcast.split()[0])
