"""How a request is turned away before the application sees it."""

import asyncio
from contextlib import suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

__all__ = ["header", "refuse"]

_ANSWERS = "websocket.http.response"
"""The extension of ASGI by which a WebSocket is refused with an answer of one's own."""


async def refuse(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Send an answer in the application's place; a WebSocket gets it too, before it is open."""
    if scope["type"] == "websocket" and _ANSWERS not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})  # which a server answers with 403
        return
    await response(scope, receive, send)
    if scope["type"] == "websocket":
        await _end(receive)


async def _end(receive: Receive) -> None:
    # uvicorn logs an error for every application that returns before a refused connection is over. That is
    # the third thing it tells: beside it there wait the begin of the connection and the end by the answer.
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            for _ in range(3):
                await receive()


def header(scope: Scope, name: bytes) -> str | None:
    """Return a header of a request, or None; only its first where it is sent twice."""
    for given, value in scope["headers"]:
        if given == name:
            text: str = value.decode("latin-1")
            return text
    return None
