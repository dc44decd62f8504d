"""Errors as problem documents (RFC 9457); the ``type`` of each is stable."""

import re
from http import HTTPStatus
from typing import Any

import msgspec
from attrs import frozen
from starlette.responses import Response

from aniworld_core.errors import AlreadyThere, AniworldError, InvalidConfig, InvalidRequest

__all__ = ["MEDIA_TYPE", "Problem", "WrongPlace", "problem", "problem_of", "type_of"]

MEDIA_TYPE = "application/problem+json"
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


@frozen(kw_only=True)
class WrongPlace:
    """Where a request is wrong (``downloads.workers``, or nothing for all of it), and why."""

    path: str
    problem: str


@frozen(kw_only=True)
class Problem:
    """A problem document (RFC 9457): ``detail`` is what happened, ``hint`` what to do next.

    ``key`` is the series that is there already, where it is one.
    """

    type: str
    title: str
    status: int
    detail: str
    hint: str = ""
    errors: tuple[WrongPlace, ...] = ()
    key: str = ""


def type_of(error: type[AniworldError]) -> str:
    """Return the stable name of a kind of error, such as ``urn:aniworld:error:series-not-found``."""
    return f"urn:aniworld:error:{_CAPITAL.sub('-', error.__name__).lower()}"


def problem_of(error: AniworldError) -> Response:
    """Answer with what an error tells: ``detail`` is what happened, ``hint`` what to do next."""
    more: dict[str, Any] = {"hint": error.hint} if error.hint else {}
    if isinstance(error, InvalidRequest | InvalidConfig) and error.problems:
        more["errors"] = [{"path": path, "problem": what} for path, what in error.problems]
    if isinstance(error, AlreadyThere) and error.key:
        more["key"] = str(error.key)
    response = problem(error.status, error.message, type=type_of(type(error)), **more)
    retry_after = getattr(error, "retry_after", None)
    if retry_after is not None:
        response.headers["retry-after"] = str(max(1, round(retry_after.total_seconds())))
    if error.status == HTTPStatus.UNAUTHORIZED:
        response.headers["www-authenticate"] = "Bearer"
    return response


def problem(status: int, detail: str, *, type: str = "", **more: Any) -> Response:
    """Answer with a problem document; without a ``type`` the status is its kind."""
    document = {
        "type": type or f"urn:aniworld:http:{status}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return Response(msgspec.json.encode(document), status, media_type=MEDIA_TYPE)
