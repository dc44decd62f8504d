"""The WebSocket: lets clients in and speaks with them."""

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from aniworld_web.site import Site

__all__ = ["Socket"]


class Socket:
    """The ASGI endpoint of ``/ws/connect``."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse everybody, for now."""
        await WebSocket(scope, receive, send).close(1013)
