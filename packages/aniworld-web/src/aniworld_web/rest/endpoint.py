"""Serves operations: lets the caller in, reads the request, runs the handler and writes the answer."""

import asyncio
from collections.abc import Iterable
from typing import Any

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from aniworld_core import serde
from aniworld_core.errors import AniworldError
from aniworld_web.caller import Caller
from aniworld_web.problems import problem_of
from aniworld_web.ready import ReadyAnswer
from aniworld_web.rest import reading
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation
from aniworld_web.site import Site

__all__ = ["Endpoint", "Resource"]

_JSON = "application/json"
_NEWEST, _NUMBERED = "/api", "/api/v1"

_KEPT = ("etag", "cache-control")
"""What a 304 repeats of the answer that it stands for (RFC 9110, 15.4.5)."""

_WAITING = 8
"""How many calls of one operation may wait for sites at the same time."""


class Endpoint:
    """An ASGI application for one operation; errors become problem documents."""

    def __init__(self, operation: Operation, site: Site) -> None:
        self._operation = operation
        self._site = site
        self._making: dict[tuple[str, int], asyncio.Future[ReadyAnswer | Response]] = {}
        self._threads = CapacityLimiter(_WAITING) if operation.waits else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except AniworldError as error:
            response = problem_of(error)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> ASGIApp:
        operation = self._operation
        caller = await self._site.access.admit(request, operation.scope)
        if operation.listing:
            return await self._list(request, caller)
        answer = await self._run(await self._call(request, caller))
        return _unless_known(request, _response(operation, answer))

    async def _list(self, request: Request, caller: Caller | None) -> ASGIApp:
        """Answer from what is ready; the same for every caller, since all see the same library."""
        address = f"{request.scope['path']}?{request.scope['query_string'].decode('latin-1')}"
        ready: ReadyAnswer | Response | None = self._site.ready.get(address)
        if ready is None:
            ready = await self._once(address, await self._call(request, caller))
        if isinstance(ready, Response):
            return _unless_known(request, ready)
        return ready.known if ready.etag in _etags(request) else ready.whole

    async def _once(self, address: str, call: Call[Any, Any]) -> ReadyAnswer | Response:
        """Make an answer, once for all who ask for it before anything changes."""
        wanted = (address, self._site.ready.changes)
        making = self._making.get(wanted)
        if making is None:
            making = self._making[wanted] = asyncio.ensure_future(self._make(*wanted, call))
            making.add_done_callback(lambda _: self._making.pop(wanted))
        # One who goes away does not take the answer from the others.
        return await asyncio.shield(making)

    async def _make(
        self, address: str, changes: int, call: Call[Any, Any]
    ) -> ReadyAnswer | Response:
        answer = await self._run(call)
        if isinstance(answer, Answer):  # it is more than a value, such as a hint at another address
            return _response(self._operation, answer)
        ready = ReadyAnswer(_json(answer))
        self._site.ready.keep(address, ready, changes)
        return ready

    async def _call(self, request: Request, caller: Caller | None) -> Call[Any, Any]:
        operation = self._operation
        body: object = Nothing()
        if operation.body is not None:
            if request.headers.get("content-type", "").partition(";")[0].strip() != _JSON:
                raise HTTPException(415, "Send the body as application/json.")
            body = reading.body(await request.body(), operation.body)
        query = reading.query(request.query_params, operation.query or Nothing)
        return Call(
            site=self._site,
            path=request.path_params,
            query=query,
            body=body,
            caller=caller,
            address=request.client.host if request.client else "",
            prefix=request.scope.get("root_path", ""),
            base=_base(request),
            origin=f"{request.url.scheme}://{request.url.netloc}",
        )

    async def _run(self, call: Call[Any, Any]) -> object:
        return await to_thread.run_sync(self._operation.handle, call, limiter=self._threads)


class Resource:
    """An ASGI application for all operations of one path: so that a 405 tells all its methods."""

    def __init__(self, operations: Iterable[Operation], site: Site) -> None:
        self._endpoints = {one.method: Endpoint(one, site) for one in operations}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whose method the router has let through."""
        method = scope["method"]
        await self._endpoints["GET" if method == "HEAD" else method](scope, receive, send)


def _base(request: Request) -> str:
    prefix: str = request.scope.get("root_path", "")
    numbered = request.url.path.startswith(f"{prefix}{_NUMBERED}/")
    return prefix + (_NUMBERED if numbered else _NEWEST)


def _json(value: object) -> bytes:
    """Write a value in the core's one JSON form; msgspec alone would write times in its own."""
    return msgspec.json.encode(serde.unstructure(value), enc_hook=str)


def _unless_known(request: Request, response: Response) -> Response:
    """Return 304 in place of what the client has."""
    if response.headers.get("etag") not in _etags(request):
        return response
    kept = {name: response.headers[name] for name in _KEPT if name in response.headers}
    return Response(status_code=304, headers=kept)


def _etags(request: Request) -> set[str]:
    """Return the ETags of what the client has; a weak one counts as well (RFC 9110, 13.1.2)."""
    given = request.headers.get("if-none-match")
    return {etag.strip().removeprefix("W/") for etag in given.split(",")} if given else set()


def _response(operation: Operation, answer: object) -> Response:
    full = answer if isinstance(answer, Answer) else Answer(value=answer)
    status = full.status or operation.status
    content = full.content
    if content is None and not (full.value is None and operation.answer is None):
        content = _json(full.value)
    if content is None:
        return Response(status_code=status, headers=dict(full.headers))
    return Response(
        content, status, dict(full.headers), media_type=full.media_type or operation.media_type
    )
