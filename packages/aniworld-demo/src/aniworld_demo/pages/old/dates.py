"""The pages of the running series: what came last and what comes next."""

from datetime import date, timedelta

from aniworld_demo.answers import Answer
from aniworld_demo.broadcasts import WEEKDAYS, Broadcast, coming, released
from aniworld_demo.catalogue import Entry, Show, Shows
from aniworld_demo.covers import cover_path
from aniworld_demo.pages.old.addresses import place
from aniworld_demo.pages.old.flags import lazy_flag
from aniworld_demo.pages.old.frame import page
from aniworld_demo.pages.text import BLANK, text

__all__ = ["calendar_page", "new_episodes_page"]

_DAYS = 15


def new_episodes_page(shows: Shows, today: date) -> Answer:
    """Return the last episodes of every running series, a row for each language, newest first."""
    body = "".join(_row(today, one) for one in released(shows, today))
    return page(
        "Neue Episoden", f'<div class="newEpisodeList"><div class="rows">{body}</div></div>'
    )


def calendar_page(shows: Shows, today: date) -> Answer:
    """Return the coming two weeks, with an entry for each language."""
    days = [today + timedelta(days=days) for days in range(_DAYS)]
    sections = "".join(_day(shows, day, today) for day in days)
    return page("Animekalender", f'<div id="seriesContainer">{sections}</div>')


def _row(today: date, one: Broadcast) -> str:
    new = '<span class="listTag new">Neu!</span>' if (today - one.day).days < 2 else ""
    return f"""
<div class="col-md-12"><a href="/anime/stream/{one.show.slug}/{place(one.entry)}">\
<strong>{text(one.show.title)}</strong> <span class="listTag bigListTag blue2">\
S{one.entry.season:02} E{one.entry.number:02}</span>{new} {lazy_flag(one.flag)}\
<span class="elementFloatRight">{WEEKDAYS[one.day.weekday()][:2]}, {one.day:%d.%m.%Y}</span>\
</a></div>"""


def _day(shows: Shows, day: date, today: date) -> str:
    name = WEEKDAYS[day.weekday()]
    # The id of a later week's day is empty, as its name stands on the page already.
    anchor = name.lower() if (day - today).days < 7 else ""
    heading = f"{name}, {day:%d.%m.%Y}{' (heute)' if day == today else ''}"
    cards = "".join(
        _card(show, entry, flag)
        for show in shows.values()
        if (entry := coming(show, day, today)) is not None
        for flag in ("japanese-german", "japanese-english")
    )
    return (
        f'<section class="calendarList" id="{anchor}"><h3>{heading}</h3>'
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
