"""What is answered when no handler did: problem documents for programs, a page for people."""

import logging
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from aniworld_core.errors import AniworldError
from aniworld_web.problems import problem, problem_of

__all__ = ["handlers"]

_log = logging.getLogger(__name__)


def handlers() -> Mapping[Any, Any]:
    """Return Starlette's exception handlers."""
    return {HTTPException: _refused, AniworldError: _failed, Exception: _broken}


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - Starlette gives this handler no other
    response = problem(error.status_code, error.detail)
    response.headers.update(error.headers or {})
    return response


def _failed(_: Request, error: Exception) -> Response:
    assert isinstance(error, AniworldError)  # noqa: S101 - Starlette gives this handler no other
    return problem_of(error)


def _broken(request: Request, error: Exception) -> Response:
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem(500, "Something is wrong in the program itself; its log tells what.")
