"""What a person decides about folders without a series: accepted, refused, set aside, or asked again."""

from aniworld_core.errors import AmbiguousFolder, InvalidValue
from aniworld_web.pages.addresses import address, ours
from aniworld_web.pages.page import Page, Redirect, Visit
from aniworld_web.scans import adopt

__all__ = ["PAGES", "accept", "decide"]


def accept(visit: Visit) -> Redirect:
    """Begin to register what is certain: the ticked folders, or all of them."""
    form = visit.form
    ticked = form.all("folder")
    if form.text("do") == "all":
        visit.site.proposals.accept(None)
    elif ticked:
        visit.site.proposals.accept(frozenset(ticked))
    else:
        return Redirect(_back(visit), visit.gettext("Tick at least one folder first."), "info")
    return Redirect("/folders")


def decide(visit: Visit) -> Redirect:
    """Do with one folder what the pressed button says."""
    folder, site = visit.form.raw("folder"), visit.site
    match visit.form.text("do"):
        case "accept":
            return _accepted(visit, folder)
        case "refuse":
            site.proposals.refuse(folder)
            text = visit.gettext("None of these series is proposed for it again.")
        case "aside":
            site.library.matching.no_series(folder)
            text = visit.gettext(
                "%(folder)s is no series. It is not asked about again.", folder=folder
            )
        case "forget":
            site.library.matching.forget(folder)
            site.proposals.forget()
            text = visit.gettext("%(folder)s is looked at again.", folder=folder)
        case _:
            raise InvalidValue(visit.gettext("That button is unknown. Load the page again."))
    return Redirect(_back(visit), text)


def _accepted(visit: Visit, folder: str) -> Redirect:
    provider, _, ref = visit.form.raw("choice").partition(" ")
    if not ref:
        return Redirect(_back(visit), visit.gettext("Choose one of the series first."), "info")
    try:
        series = visit.site.library.matching.accept(folder, provider, ref)
    except AmbiguousFolder:
        visit.site.proposals.forget()  # the contradiction is shown from now on
        raise
    adopt(visit.site.library, series.key)
    text = visit.gettext(
        "%(folder)s is the folder of %(title)s.", folder=folder, title=series.title
    )
    return Redirect(_back(visit), text)


def _back(visit: Visit) -> str:
    given = ours(visit.form.text("back")) or ""
    return given if given.partition("?")[0] == "/folders" else address("/folders")


PAGES = (
    Page("POST", "/folders/accept", accept),
    Page("POST", "/folders/decide", decide),
)
