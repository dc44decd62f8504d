"""From what a page's handler returns to a response of the web framework."""

from starlette.responses import HTMLResponse, Response

from aniworld_core.errors import AniworldError
from aniworld_web.pages import notes
from aniworld_web.pages.helpers import base_context
from aniworld_web.pages.page import Redirect, Shown, Visit
from aniworld_web.pages.wording import said

__all__ = ["PROBLEM", "answered", "problem_shown"]

PROBLEM = "problem.html"
"""The template of a page that tells what went wrong."""

_YEAR = 365 * 24 * 3600
_MINUTE = 60


def answered(visit: Visit, answer: Shown | Redirect) -> Response:
    """Render a page, or send the visitor on."""
    if isinstance(answer, Redirect):
        response = _redirect(visit, answer)
    else:
        # Jinja comes with the first page: who only uses the REST interface starts without it.
        from aniworld_web.pages.rendering import render

        context = {**base_context(visit), **answer.context}
        response = HTMLResponse(render(answer.template, context), answer.status)
        # A part of a page shows no note: the page that it was meant for is still to come.
        if notes.COOKIE in visit.cookies and not visit.part:
            response.delete_cookie(notes.COOKIE, path=_path(visit))
    for name, value in answer.cookies.items():
        _set(visit, response, name, value, _YEAR)
    for name, value in answer.headers:
        response.headers.append(name, value)
    return response


def problem_shown(visit: Visit, error: AniworldError) -> Shown:
    """Return the page that tells about an error."""
    message, hint = said(visit.texts, error)
    return Shown(PROBLEM, {"message": message, "hint": hint}, error.status)


def _redirect(visit: Visit, answer: Redirect) -> Response:
    to = visit.prefix + answer.to
    if visit.part:
        # A redirect would end in the part that asked; this one moves the whole window.
        response = Response(headers={"hx-redirect": to})
    else:
        response = Response(status_code=303, headers={"location": to})
    if answer.message:
        note = notes.written(notes.Note(answer.kind, answer.message))
        _set(visit, response, notes.COOKIE, note, _MINUTE)
    return response


def _set(visit: Visit, response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=_path(visit),
        secure=visit.secure,
        httponly=True,
        samesite="lax",
    )


def _path(visit: Visit) -> str:
    return visit.prefix or "/"
