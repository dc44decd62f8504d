"""The routes of all pages."""

from starlette.routing import Route

from aniworld_web.pages.answering import PROBLEM
from aniworld_web.pages.checking import check
from aniworld_web.pages.endpoint import PageEndpoint
from aniworld_web.pages.table import PAGES
from aniworld_web.site import Site

__all__ = ["page_routes"]


def page_routes(site: Site) -> list[Route]:
    """Return a route for every page; raises AniworldError when a template of one is missing."""
    check([PROBLEM, *(name for page in PAGES for name in page.templates)])
    return [Route(page.path, PageEndpoint(page, site), methods=[page.method]) for page in PAGES]
