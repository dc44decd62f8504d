"""What is new on the sites and what is coming, by day, and its address for calendar programs."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from itertools import groupby

from attrs import evolve, frozen

from aniworld_core.entities import Language, ReleaseKind
from aniworld_core.services.upcoming import ReleasesRead, Upcoming
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.wording import said, told
from aniworld_web.releasing import KIND, PagesRead, start_reading
from aniworld_web.running.jobs import Job, JobState

__all__ = ["PAGES", "Day", "Row", "read", "renew", "show"]

_MOST = 500
"""Episodes that the page shows; the sites have about a hundred new ones a day."""


@frozen(kw_only=True)
class Row:
    """An episode with all the languages that are told of at once."""

    one: Upcoming
    languages: tuple[Language, ...]


@frozen(kw_only=True)
class Day:
    """A day's episodes; without a day it is not known when they come."""

    day: date | None
    rows: tuple[Row, ...]


def show(visit: Visit) -> Shown:
    """Show the days around today: of the library's series or of all, new ones, coming ones or both."""
    site, query = visit.site, visit.query
    upcoming = site.library.upcoming
    everyone = query.text("who") == "all"
    kind = next((one for one in ReleaseKind if one == query.text("kind")), None)
    found = [one for one in upcoming.list(mine=not everyone) if kind is None or one.kind is kind]
    pages = upcoming.pages()
    job = _job(visit)
    context = {
        "days": _days(found[:_MOST]),
        "today": upcoming.today(),
        "more": max(len(found) - _MOST, 0),
        "who": "all" if everyone else "",
        "kind": kind or "",
        "able": bool(pages),
        "read_at": _oldest(pages),
        "reading": job is not None and job.state is JobState.RUNNING,
        "reading_error": told(visit.texts, job.error) if job and job.error else "",
        "unread": _unread(visit, job),
        "feed": f"{visit.origin}{visit.prefix}{address('/api/upcoming/feed', site.feed.get())}",
    }
    return Shown("upcoming.html", context)


def read(visit: Visit) -> Redirect:
    """Begin to read the sites' pages anew."""
    start_reading(visit.site, force=True)
    return Redirect(visit.back_to("/upcoming"))


def renew(visit: Visit) -> Redirect:
    """Give the calendar feed another address."""
    visit.site.feed.renew()
    text = visit.gettext("The calendar has a new address. The old one does not work any more.")
    return Redirect(visit.back_to("/upcoming"), text)


def _days(found: Sequence[Upcoming]) -> Sequence[Day]:
    return [
        Day(day=day, rows=_rows(list(entries)))
        for day, entries in groupby(found, key=lambda one: one.day)
    ]


def _rows(entries: Sequence[Upcoming]) -> tuple[Row, ...]:
    rows: dict[object, Row] = {}
    for one in entries:
        place = (one.provider, one.ref, one.episode, one.kind)
        row = rows.setdefault(place, Row(one=one, languages=()))
        if one.language is not None and one.language not in row.languages:
            rows[place] = evolve(row, languages=(*row.languages, one.language))
    return tuple(rows.values())


def _job(visit: Visit) -> Job | None:
    return next((one for one in visit.site.jobs.all() if one.kind == KIND), None)


def _unread(visit: Visit, job: Job | None) -> Collection[tuple[str, tuple[str, str]]]:
    """Return which sites failed and how; what holds for both pages of one is told once."""
    read = job.result.items if job is not None and isinstance(job.result, PagesRead) else ()
    told = ((one.provider, said(visit.texts, one.error)) for one in read if one.error is not None)
    return dict.fromkeys(told)


def _oldest(pages: Sequence[ReleasesRead]) -> datetime | None:
    return min((one.read for one in pages if one.read is not None), default=None)


PAGES = (
    Page("GET", "/upcoming", show, templates=("upcoming.html",)),
    Page("POST", "/upcoming", read),
    Page("POST", "/upcoming/feed", renew),
)
