"""Keeps bodies small that nobody expects to be large."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aniworld_web.middleware.refusing import header, refuse
from aniworld_web.problems import problem

__all__ = ["BodyLimit"]

_DETAIL = "The body is larger than {limit} bytes."


class BodyLimit:
    """Answers 413 to a body that announces more than ``limit`` bytes, and stops one that sends more."""

    def __init__(self, app: ASGIApp, *, limit: int = 1024 * 1024) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and count what is read."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        announced = header(scope, b"content-length") or ""
        if announced.isdecimal() and int(announced) > self._limit:
            await refuse(problem(413, _DETAIL.format(limit=self._limit)), scope, receive, send)
            return
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                raise HTTPException(413, _DETAIL.format(limit=self._limit))
            return message

        await self._app(scope, receive_counted, send)
