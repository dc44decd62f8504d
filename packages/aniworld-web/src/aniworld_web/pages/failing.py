"""The page that is shown when an address has none, or its handler broke."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from aniworld_web.pages.answering import PROBLEM, answered
from aniworld_web.pages.fields import Fields
from aniworld_web.pages.page import Shown
from aniworld_web.pages.visiting import visit_of

if TYPE_CHECKING:
    from aniworld_web.site import Site

__all__ = ["failure_page"]


async def failure_page(request: Request, status: int, message: str, hint: str) -> Response:
    """Return a page that says what happened, with the navigation for who is signed in."""
    site: Site = request.app.state.site
    caller = await site.access.admit(request, None)
    visit = visit_of(request, site, caller=caller, form=Fields({}))
    if status == HTTPStatus.NOT_FOUND:
        message = visit.gettext("There is no such page.")
    elif status == HTTPStatus.INTERNAL_SERVER_ERROR:
        message = visit.gettext("Something is wrong in the program itself; its log tells what.")
    shown = Shown(PROBLEM, {"message": message, "hint": hint}, status)
    return await run_in_threadpool(answered, visit, shown)
