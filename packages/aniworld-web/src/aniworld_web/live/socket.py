"""The way into the WebSocket: who is refused is refused before it is open."""

import asyncio
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from aniworld_core.entities import Scope as Rights
from aniworld_core.errors import AccessError, AniworldError, NotAllowed, NotSignedIn
from aniworld_web.auth.access import Access
from aniworld_web.caller import Caller
from aniworld_web.live.client import Client
from aniworld_web.live.doors import Doors
from aniworld_web.live.hub import Hub
from aniworld_web.problems import problem_of

__all__ = ["Socket"]


class Socket:
    """The ASGI endpoint of ``/ws/connect``: for pages of this site, and who is signed in.

    Who cannot send a cookie or the header ``Authorization`` shows a ticket, which is worth nothing
    afterwards; a token in the address would stay in logs and histories.
    """

    def __init__(self, *, hub: Hub, access: Access, doors: Doors | None = None) -> None:
        self._hub = hub
        self._access = access
        self._doors = doors or Doors()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a client in and speak with it, or refuse it."""
        websocket = WebSocket(scope, receive, send)
        address = websocket.client.host if websocket.client else ""
        try:
            with self._doors.passing(address):
                caller = await self._admit(websocket, address)
                await websocket.accept()
                client = Client(self._hub.feed, receive, send, caller=caller)
                await self._hub.serve(client)
        except AniworldError as error:
            await _refuse(websocket, receive, error)

    async def _admit(self, websocket: WebSocket, address: str) -> Caller:
        ticket = websocket.query_params.get("ticket")
        websocket.scope["query_string"] = b""  # the server writes the address into its log
        try:
            _check_origin(websocket)
            if ticket is None:
                caller = await self._access.admit(websocket, Rights.READ)
            else:
                caller = await run_in_threadpool(self._access.redeem, ticket)
            if caller is None:
                raise NotSignedIn("The ticket is used or too old.", hint="Ask for a new one.")
        except AccessError:
            self._doors.refused(address)
            raise
        return caller


async def _refuse(websocket: WebSocket, receive: Receive, error: AniworldError) -> None:
    await websocket.send_denial_response(problem_of(error))
    # uvicorn logs an error for every application that returns before a refused connection is over. That is
    # the third thing it tells: beside it there wait the begin of the connection and the end by the answer.
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            for _ in range(3):
                await receive()


def _check_origin(websocket: WebSocket) -> None:
    # That it is this site's is checked before every request (middleware/cross_site.py), where a program
    # may leave it out. Here it may not: browsers open a WebSocket for any page and always say for which.
    if "origin" not in websocket.headers:
        raise NotAllowed(
            "The request does not say where it comes from.",
            hint="A program sends the server's own address as the header Origin.",
        )
