"""How a request is turned away before the application sees it."""

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

__all__ = ["header", "refuse"]


async def refuse(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Send an answer in the application's place; a WebSocket is closed, which a server answers with 403."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await response(scope, receive, send)


def header(scope: Scope, name: bytes) -> str | None:
    """Return a header of a request, or None; only its first where it is sent twice."""
    for given, value in scope["headers"]:
        if given == name:
            text: str = value.decode("latin-1")
            return text
    return None
