"""The pages of the running series: what came last and what comes next."""

from collections.abc import Iterator
from datetime import date, timedelta

from aniworld_demo.answers import Answer
from aniworld_demo.catalogue import Entry, Show, shows
from aniworld_demo.covers import cover_path
from aniworld_demo.pages.flags import lazy_flag
from aniworld_demo.pages.frame import BLANK, page, text

__all__ = ["calendar_page", "new_episodes_page"]

_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_NEWEST = 3


def new_episodes_page(today: date) -> Answer:
    """Return the last episodes of every running series, a row for each language, newest first."""
    rows = sorted(_released(today), key=lambda row: row[0], reverse=True)
    body = "".join(_row(today, day, show, entry, flag) for day, show, entry, flag in rows)
    return page(
        "Neue Episoden", f'<div class="newEpisodeList"><div class="rows">{body}</div></div>'
    )


def calendar_page(today: date) -> Answer:
    """Return the coming eight days, with an entry for each language."""
    days = [today + timedelta(days=days) for days in range(8)]
    sections = "".join(_day(day, today) for day in days)
    return page("Animekalender", f'<div id="seriesContainer">{sections}</div>')


def _released(today: date) -> Iterator[tuple[date, Show, Entry, str]]:
    for show in shows().values():
        if not show.broadcast:
            continue
        last = max(season for season in show.seasons if not show.season(season)[0].upcoming)
        out = [entry for entry in show.season(last) if not entry.upcoming]
        for weeks, entry in enumerate(reversed(out[-_NEWEST:])):
            behind = (today.weekday() - _weekday(show)) % 7 + 7 * weeks
            for flag in entry.languages:
                yield today - timedelta(days=behind), show, entry, flag


def _row(today: date, day: date, show: Show, entry: Entry, flag: str) -> str:
    new = '<span class="listTag new">Neu!</span>' if (today - day).days < 2 else ""
    return f"""
<div class="col-md-12"><a href="/anime/stream/{show.slug}/{entry.place}">\
<strong>{text(show.title)}</strong> <span class="listTag bigListTag blue2">\
S{entry.season:02} E{entry.number:02}</span>{new} {lazy_flag(flag)}\
<span class="elementFloatRight">{_WEEKDAYS[day.weekday()][:2]}, {day:%d.%m.%Y}</span></a></div>"""


def _day(day: date, today: date) -> str:
    name = _WEEKDAYS[day.weekday()]
    # The eighth day is next week's first and has no id, as that stands on the page already.
    anchor = f' id="{name.lower()}"' if (day - today).days < 7 else ""
    heading = f"{name}, {day:%d.%m.%Y}{' (heute)' if day == today else ''}"
    cards = "".join(
        _card(show, entry, flag)
        for show in shows().values()
        if show.broadcast and _weekday(show) == day.weekday()
        for entry in _coming(show, week=(day - today).days // 7)
        for flag in ("japanese-german", "japanese-english")
    )
    return (
        f'<section class="calendarList"{anchor}><h3>{heading}</h3>'
        f'<div class="seriesListContainer row">{cards}</div></section>\n'
    )


def _card(show: Show, entry: Entry, flag: str) -> str:
    cover = cover_path(show.slug, "200x300")
    time = show.broadcast.split()[1]
    return f"""
<div class="col-md-15 col-sm-3 col-xs-6"><a href="/anime/stream/{show.slug}" target="_blank">\
<img src="{BLANK}" data-src="{cover}" alt="{text(show.title)} Cover">\
<noscript><img src="{cover}" alt="{text(show.title)} Cover"></noscript>
<h3 class="seriesTitle">{text(show.title)}<span class="paragraph-end"></span></h3>
<small>S{entry.season:02}E{entry.number:02} {lazy_flag(flag)}</small>
<small>~ {time} Uhr</small></a></div>"""


def _coming(show: Show, *, week: int) -> list[Entry]:
    return [entry for entry in show.entries if entry.upcoming][week : week + 1]


def _weekday(show: Show) -> int:
    return [name.lower() for name in _WEEKDAYS].index(show.broadcast.split()[0])
