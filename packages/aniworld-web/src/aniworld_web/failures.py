"""What is answered when no handler did: problem documents for programs, a page for people."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from aniworld_core.errors import AniworldError
from aniworld_web.problems import problem, problem_of
from aniworld_web.redacting import redacted

__all__ = ["handlers"]

_log = logging.getLogger(__name__)
_BROKEN = "Something is wrong in the program itself; its log tells what."
_PROGRAMS = ("/api/", "/health/", "/metrics", "/static/")
"""Where nobody looks with their own eyes."""


def handlers() -> Mapping[Any, Any]:
    """Return Starlette's exception handlers."""
    return {HTTPException: _refused, AniworldError: _failed, Exception: _broken}


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - Starlette gives this handler no other
    if _is_for_a_person(request):
        missing = error.status_code == HTTPStatus.NOT_FOUND
        text = "There is no such page." if missing else error.detail
        response = await _page(request, error.status_code, text)
    else:
        response = problem(error.status_code, error.detail)
    response.headers.update(error.headers or {})
    return response


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, AniworldError)  # noqa: S101 - Starlette gives this handler no other
    if _is_for_a_person(request):
        return await _page(request, error.status, error.message, error.hint)
    return problem_of(error)


async def _broken(request: Request, error: Exception) -> Response:
    path = redacted(request.url.path)
    _log.error("%s %s failed", request.method, path, exc_info=error)
    if _is_for_a_person(request):
        return await _page(request, 500, _BROKEN)
    return problem(500, _BROKEN)


def _is_for_a_person(request: Request) -> bool:
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    return "text/html" in request.headers.get("accept", "") and not path.startswith(_PROGRAMS)


async def _page(request: Request, status: int, message: str, hint: str = "") -> Response:
    from aniworld_web.pages.failing import failure_page

    return await failure_page(request, status, message, hint)
