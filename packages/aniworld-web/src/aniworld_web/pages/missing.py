"""What the whole library misses, by series and by reason, and the way into the queue."""

import shutil
from collections import defaultdict
from collections.abc import Sequence

from attrs import frozen

from aniworld_core.entities import EpisodeId, Reason, SeriesKey
from aniworld_core.errors import AmbiguousFolder, InvalidConfig, InvalidValue, NotFound
from aniworld_web.pages.addresses import address, ours
from aniworld_web.pages.library import cursor
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.series.acting import queued_text
from aniworld_web.pages.twins import years_of_twins
from aniworld_web.pages.wording import reason_wordings

__all__ = ["PAGES", "ReasonTab", "ask", "queue", "show"]

_AT_ONCE = 20
"""Series on a page."""

_EPISODES = 10
"""Episodes of a series on this page; its own lists all."""


@frozen(kw_only=True)
class ReasonTab:
    """A reason to choose, or all but what is ignored, and how many episodes it holds."""

    value: str
    name: str
    count: int
    picture: str


def show(visit: Visit) -> Shown:
    """Show a page of what is missing, for one reason or for all but "ignored"."""
    library, query = visit.site.library, visit.query
    wordings = reason_wordings(visit.texts)
    reason = query.text("reason")
    chosen = [one for one in Reason if one == reason]
    reasons = chosen or [one for one in Reason if one is not Reason.IGNORED]
    after = cursor(query.text("after"))
    found = list(library.missing.find(reasons=reasons, after=after, limit=_AT_ONCE + 1))
    shown = found[:_AT_ONCE]
    counts = library.missing.counts()
    everything = sum(count for one, count in counts.items() if one != Reason.IGNORED)
    tabs = [
        ReasonTab(value="", name=visit.gettext("All"), count=everything, picture="missing"),
        *(
            ReasonTab(
                value=one, name=wording.name, count=counts.get(one, 0), picture=wording.picture
            )
            for one, wording in wordings.items()
        ),
    ]
    more = shown[-1].key if len(found) > _AT_ONCE else None
    reason = chosen[0] if chosen else ""
    context = {
        "found": shown,
        "years": years_of_twins(visit, [one.key for one in shown]),
        "tabs": tabs,
        "reason": reason,
        "wordings": wordings,
        "episodes": _EPISODES,
        "fetchable": counts.get(Reason.NOT_DOWNLOADED, 0),
        "next": None if more is None else address("/missing", reason=reason, after=more),
        "first": None if after is None else address("/missing", reason=reason),
    }
    return Shown("missing.html", context)


def ask(visit: Visit) -> Shown | Redirect:
    """Ask before all that could be fetched is queued: of a whole library that is a lot."""
    library = visit.site.library
    count = library.missing.counts().get(Reason.NOT_DOWNLOADED, 0)
    if not count:
        return Redirect(
            "/missing", visit.gettext("Nothing is missing that could be fetched."), "info"
        )
    try:
        free = shutil.disk_usage(library.config.root).free
    except (OSError, InvalidConfig):
        free = None
    return Shown("missing_all.html", {"count": count, "free": free})


def queue(visit: Visit) -> Redirect:
    """Queue the ticked episodes, all of one series, or everything that could be fetched."""
    form, library = visit.form, visit.site.library
    back = ours(form.text("back")) or "/missing"
    if series := form.text("series"):
        return Redirect(back, queued_text(visit, len(library.queue.add(series))))
    if form.text("do") == "all":
        return Redirect(back, queued_text(visit, len(library.queue.put(*library.queue.plan_all()))))
    ticked = _ticked(form.all("episode"))
    if not ticked:
        return Redirect(back, visit.gettext("Tick at least one episode first."), "info")
    count, left_out = 0, []
    for key, ids in ticked.items():
        try:
            count += len(library.queue.add(key, ids))
        except (AmbiguousFolder, NotFound) as error:
            left_out.append(error.message)
    text = " ".join([queued_text(visit, count), *left_out])
    return Redirect(back, text, "bad" if left_out else "good")


def _ticked(texts: Sequence[str]) -> dict[SeriesKey, list[EpisodeId]]:
    """Read what was ticked: a key and an episode, with a blank between."""
    ticked: dict[SeriesKey, list[EpisodeId]] = defaultdict(list)
    for text in texts:
        key, blank, episode = text.partition(" ")
        if not blank:
            raise InvalidValue(f"{text!r} is no episode of a series.")
        ticked[SeriesKey(key)].append(EpisodeId.parse(episode))
    return ticked


PAGES = (
    Page("GET", "/missing", show, templates=("missing.html",)),
    Page("GET", "/missing/all", ask, templates=("missing_all.html",)),
    Page("POST", "/missing", queue),
)
