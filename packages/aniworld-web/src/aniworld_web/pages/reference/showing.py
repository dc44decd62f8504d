"""``/api/docs``: what programs can do, for the people who write them."""

from aniworld_web.pages.page import Page, Shown, Visit
from aniworld_web.pages.reference.operations import reference

__all__ = ["PAGES", "show"]


def show(visit: Visit) -> Shown:
    """Show the reference; it holds no secret, so everybody may read it."""
    return Shown("reference.html", {"reference": reference(visit.prefix)})


PAGES = (Page("GET", "/api/docs", show, scope=None, templates=("reference.html",)),)
