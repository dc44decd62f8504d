"""What can be done with a series: queue and ignore episodes, read it again, remove and restore it."""

from aniworld_core.entities import EpisodeId, Reason
from aniworld_core.errors import InvalidValue
from aniworld_web.pages.addresses import address
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.wording import told

__all__ = [
    "PAGES",
    "confirm_removal",
    "mark",
    "queue_all",
    "queued_text",
    "refresh",
    "remove",
    "removed",
    "restore",
]

_AT_ONCE = 100


def mark(visit: Visit) -> Redirect:
    """Queue, ignore or want again the episodes that are ticked, or all missing ones of a season."""
    key, library = visit.path["key"], visit.site.library
    season = visit.form.number("season")
    back = visit.back_to(address("/series", key))
    ids = [EpisodeId.parse(text) for text in visit.form.all("episode")]
    match visit.form.text("do"):
        case "season" if season is not None:
            found = library.missing.find(key, reasons=(Reason.NOT_DOWNLOADED,))
            ids = [one.episode for each in found for one in each.missing]
            ids = [id for id in ids if id.season == season]
            return _queued(visit, back, key, ids)
        case _ if not ids:
            return Redirect(back, visit.gettext("Tick at least one episode first."), "info")
        case "ignore":
            library.catalog.ignore(key, *ids)
            text = visit.ngettext(
                "%(num)s episode is ignored.", "%(num)s episodes are ignored.", len(ids)
            )
        case "want":
            library.catalog.unignore(key, *ids)
            text = visit.ngettext(
                "%(num)s episode is wanted again.", "%(num)s episodes are wanted again.", len(ids)
            )
        case "queue":
            return _queued(visit, back, key, ids)
        case _:
            raise InvalidValue(visit.gettext("That button is unknown. Load the page again."))
    return Redirect(back, text)


def queue_all(visit: Visit) -> Redirect:
    """Queue all that could be fetched of a series."""
    key = visit.path["key"]
    count = len(visit.site.library.queue.add(key))
    return Redirect(visit.back_to(address("/series", key)), queued_text(visit, count))


def refresh(visit: Visit) -> Redirect:
    """Read a series from its site again."""
    key = visit.path["key"]
    (result,) = visit.site.library.catalog.refresh(key)
    back = visit.back_to(address("/series", key))
    if result.error is not None:
        return Redirect(back, told(visit.texts, result.error), "bad")
    return Redirect(back, visit.gettext("The list of episodes is up to date."))


def confirm_removal(visit: Visit) -> Shown:
    """Ask before a series is removed."""
    return Shown(
        "series_remove.html", {"series": visit.site.library.catalog.get(visit.path["key"])}
    )


def remove(visit: Visit) -> Redirect:
    """Take a series off the list."""
    series = visit.site.library.catalog.remove(visit.path["key"])
    text = visit.gettext("%(title)s was removed. Its files are still there.", title=series.title)
    return Redirect("/removed", text)


def removed(visit: Visit) -> Shown:
    """List the series that could come back."""
    after = visit.query.text("after")
    found = [one for one in visit.site.library.catalog.removed() if one.key > after]
    shown = found[:_AT_ONCE]
    context = {
        "series": shown,
        "next": address("/removed", after=shown[-1].key) if len(found) > _AT_ONCE else None,
        "first": "/removed" if after else None,
    }
    return Shown("removed.html", context)


def restore(visit: Visit) -> Redirect:
    """List a removed series again."""
    series = visit.site.library.catalog.restore(visit.path["key"])
    text = visit.gettext("%(title)s is back in the library.", title=series.title)
    return Redirect(address("/series", series.key), text)


def queued_text(visit: Visit, count: int) -> str:
    """Return what is said after episodes were queued."""
    if not count:
        return visit.gettext("There was nothing to queue.")
    return visit.ngettext(
        "%(num)s episode is in the queue.", "%(num)s episodes are in the queue.", count
    )


def _queued(visit: Visit, back: str, key: str, ids: list[EpisodeId]) -> Redirect:
    count = len(visit.site.library.queue.add(key, ids)) if ids else 0
    return Redirect(back, queued_text(visit, count), "good" if count else "info")


PAGES = (
    Page("POST", "/series/{key}/episodes", mark),
    Page("POST", "/series/{key}/queue", queue_all),
    Page("POST", "/series/{key}/refresh", refresh),
    Page("GET", "/series/{key}/remove", confirm_removal, templates=("series_remove.html",)),
    Page("POST", "/series/{key}/remove", remove),
    Page("GET", "/removed", removed, templates=("removed.html",)),
    Page("POST", "/removed/{key}/restore", restore),
)
