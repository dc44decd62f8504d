"""Serves one page: lets the visitor in, reads the request, runs the handler and writes the answer."""

from attrs import evolve
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from aniworld_core.errors import AniworldError, NotSignedIn
from aniworld_web.caller import Caller
from aniworld_web.pages.addresses import address
from aniworld_web.pages.answering import answered, problem_shown
from aniworld_web.pages.fields import Fields
from aniworld_web.pages.page import Page, Redirect, Shown, Visit
from aniworld_web.pages.visiting import form_of, visit_of
from aniworld_web.pages.wording import told
from aniworld_web.site import Site

__all__ = ["PageEndpoint"]


class PageEndpoint:
    """An ASGI application for one page."""

    def __init__(self, page: Page, site: Site) -> None:
        self._page = page
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = await self._respond(request)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        caller, form, problem = None, Fields({}), None
        try:
            caller = await self._admit(request)
            if self._page.method == "POST":
                form = await form_of(request)
        except NotSignedIn:
            return await run_in_threadpool(self._door, request)
        except AniworldError as error:
            problem = error
        visit = visit_of(request, self._site, caller=caller, form=form)
        return await run_in_threadpool(self._run, visit, problem)

    async def _admit(self, request: Request) -> Caller | None:
        caller = await self._site.access.admit(request, self._page.scope)
        if self._page.scope is not None and (caller is None or caller.session is None):
            raise NotSignedIn("Pages are for people.", hint="Sign in with the password.")
        return caller

    def _run(self, visit: Visit, problem: AniworldError | None) -> Response:
        if problem is not None:
            return answered(visit, problem_shown(visit, problem))
        try:
            answer = self._page.handle(visit)
        except AniworldError as error:
            answer = self._failed(visit, error)
        if isinstance(answer, Shown) and answer.status < 400:
            assert answer.template in self._page.templates  # noqa: S101 - else start did not check it
        return answered(visit, answer)

    def _failed(self, visit: Visit, error: AniworldError) -> Shown | Redirect:
        """Tell what went wrong: instead of the page, or on the page where the form is."""
        if self._page.method == "GET":
            return problem_shown(visit, error)
        return Redirect(visit.came_from, told(visit.texts, error), "bad")

    def _door(self, request: Request) -> Response:
        """Send a stranger to where the password is asked for, or set when there is none yet."""
        visit = visit_of(request, self._site, caller=None, form=Fields({}))
        wanted = visit.came_from if visit.part else visit.here
        visit = evolve(visit, part="hx-request" in request.headers)  # the door is a whole page
        if not self._site.access.configured():
            return answered(visit, Redirect("/setup"))
        return answered(visit, Redirect(address("/login", next=wanted if wanted != "/" else None)))
