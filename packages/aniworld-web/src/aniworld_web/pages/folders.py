"""Folders whose series is not known or not certain: what is proposed, and the way to settle it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from aniworld_core.clock import utc_now
from aniworld_core.entities import SeriesFilter, SeriesSummary
from aniworld_core.services.matching import Proposal, Verdict
from aniworld_core.titles import composed
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.series.identity import alike, title_of
from aniworld_web.pages.wording import told, why_words
from aniworld_web.proposals import ACCEPT, LOOK, Registered
from aniworld_web.running.jobs import Job, JobState

__all__ = ["PAGES", "choose", "fits", "folders", "match", "unclear"]

_AT_ONCE = 50
_MOST_ASIDE = 500
_MOMENT = 0.7
"""Seconds that a page waits for its job."""

_REMEMBERED = timedelta(minutes=2)
"""How long the page shows what was registered."""

_CANDIDATES = 8


def folders(visit: Visit) -> Shown:
    """List the folders that a person should look at, with the series that they may hold."""
    site, query = visit.site, visit.query
    looking = _looking(visit)
    found = site.proposals.open()
    aside = sorted(site.library.matching.set_aside())
    counts = {one.value: sum(p.verdict is one for p in found) for one in Verdict}
    counts["aside"] = len(aside)
    chosen = query.text("show")
    if chosen not in counts:
        chosen = next((one for one, count in counts.items() if count), "none")
    words = query.text("q").casefold()[:200]
    fitting = [one for one in found if one.verdict == chosen and fits(one, words)]
    after = query.raw("after")
    listed = [one for one in fitting if one.folder > after]
    shown = listed[:_AT_ONCE]
    decided = {one.folder for one in site.library.store.decisions.all()}
    place = {"show": chosen, "q": query.text("q")}
    context = {
        "ambiguous": () if after else site.library.scanner.ambiguous()[:_AT_ONCE],
        "proposals": [(one, title_of(one.folder)) for one in shown],
        "refused": [one.folder for one in shown if composed(one.folder) in decided],
        "aside": [name for name in aside if words in name.casefold()][:_MOST_ASIDE],
        "counts": counts,
        "chosen": chosen,
        "q": query.text("q"),
        "total": len(fitting),
        "whys": why_words(visit.texts),
        "unread": site.library.titles.unread(),
        "next": address("/folders", after=shown[-1].folder, **place)
        if len(listed) > _AT_ONCE
        else None,
        "first": address("/folders", **place) if after else None,
        **looking,
    }
    return Shown("folders.html", context)


def fits(proposal: Proposal, words: str) -> bool:
    """Tell whether a text, in small letters, is in the folder's name or in the title of a candidate."""
    names = [proposal.folder, *(one.title for one in proposal.candidates)]
    return any(words in name.casefold() for name in names)


def _looking(visit: Visit) -> Mapping[str, Any]:
    """Return how far the jobs are; what is old or was never looked for is looked for now.

    A small library gets a moment, so that its page is there at once.
    """
    jobs, proposals = visit.site.jobs, visit.site.proposals
    last = {one.kind: one for one in reversed(jobs.all())}
    accepting, failed = last.get(ACCEPT), last.get(LOOK)
    running = accepting if accepting and accepting.state is JobState.RUNNING else None
    tried = failed is not None and failed.error is not None and visit.query.text("again") != "1"
    if running is None and not proposals.fresh() and not (tried and visit.part):
        job = proposals.look()
        jobs.join(job.id, _MOMENT)
        failed = jobs.get(job.id)
        running = failed if failed.state is JobState.RUNNING else None
    ended = [one for one in (failed, _recent(accepting)) if one is not None and running is None]
    error = next((one.error for one in ended if one.error is not None), None)
    result = next((one.result for one in ended if isinstance(one.result, Registered)), None)
    return {
        "running": running,
        "looking": running is not None and running.kind == LOOK,
        "job_error": told(visit.texts, error) if error else "",
        "registered": result,
    }


def _recent(job: Job | None) -> Job | None:
    recent = job is not None and job.finished is not None and utc_now() - job.finished < _REMEMBERED
    return job if recent else None


def unclear(visit: Visit) -> Shown:
    """Tell how many folders a person should look at."""
    scanner = visit.site.library.scanner
    count = len(scanner.unmatched()) + len(scanner.ambiguous())
    return Shown("folders_unclear.html", {"count": count})


def choose(visit: Visit) -> Shown:
    """Offer the series that one folder could belong to."""
    folder = visit.query.raw("folder")
    words = visit.query.text("q")
    context: Mapping[str, Any] = {
        "folder": folder,
        "title": title_of(folder),
        "q": words,
        "series": _candidates(visit, words, folder),
    }
    return Shown("folder.html", context)


def match(visit: Visit) -> Redirect:
    """Say which series a folder belongs to."""
    form = visit.form
    series = visit.site.library.scanner.match(form.raw("folder"), form.text("key"))
    text = visit.gettext(
        "%(folder)s is the folder of %(title)s.", folder=series.folder, title=series.title
    )
    return Redirect("/folders", text)


def _candidates(visit: Visit, words: str, folder: str) -> Sequence[SeriesSummary]:
    """Return the series that fit some words; without any, those without a folder come first.

    In each group the titles that resemble the folder's most are first.
    """
    series = visit.site.library.store.series
    if words:
        return series.page(SeriesFilter(text=words[:200]), None, _CANDIDATES)
    everyone = series.names()
    homeless = [one for one in everyone if one.folder is None]
    others = [one for one in everyone if one.folder is not None]
    title = title_of(folder)
    found = [alike(title, group, _title, _CANDIDATES) for group in (homeless, others)]
    return [one for group in found for one in group][:_CANDIDATES]


def _title(series: SeriesSummary) -> str:
    return series.title


PAGES = (
    Page("GET", "/folders", folders, templates=("folders.html",)),
    Page("GET", "/folders/unclear", unclear, templates=("folders_unclear.html",)),
    Page("GET", "/folders/choose", choose, templates=("folder.html",)),
    Page("POST", "/folders", match),
)
