"""Keeps out who calls this machine by a name that is not its own (DNS rebinding)."""

import ipaddress
import re
import socket

from starlette.types import ASGIApp, Receive, Scope, Send

from aniworld_web.middleware.refusing import header, refuse
from aniworld_web.problems import problem

__all__ = ["Hosts"]

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{0,5})?", re.ASCII)

_REMEMBERED = 64
"""How many good hosts are kept, so that they are not taken apart for every request."""


class Hosts:
    """Lets through what asks for an address, this machine's names, or a name in ``allowed``.

    A page of a stranger can point a name of its own to this machine, and the browser then takes us for that
    page. It cannot do so with an address, nor with a name that no public DNS gives out: one without a dot,
    ``localhost``, or the host name with ``.local``.
    """

    def __init__(self, app: ASGIApp, *, allowed: tuple[str, ...] = ()) -> None:
        self._app = app
        own = socket.gethostname().lower()
        self._seen: set[str] = set()
        self._allowed = {own, f"{own.partition('.')[0]}.local", *(name.lower() for name in allowed)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 400 or 421."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        host = header(scope, b"host") or ""
        if host in self._seen or self._is_ours(host):
            if len(self._seen) < _REMEMBERED:
                self._seen.add(host)
            await self._app(scope, receive, send)
        elif not _HOST.fullmatch(host):
            await refuse(problem(400, "The Host header names no host."), scope, receive, send)
        else:
            told = problem(
                421,
                f"This application is not called {host.partition(':')[0]}.",
                hint="Is it right? Then add the name to allowed_hosts in [plugins.web].",
            )
            await refuse(told, scope, receive, send)

    def _is_ours(self, host: str) -> bool:
        match = _HOST.fullmatch(host)
        if match is None:
            return False
        name = match[1].lower().rstrip(".")
        if name in self._allowed or name.endswith(".localhost"):
            return True
        if "." not in name and ":" not in name:
            return bool(name)
        return _is_address(name.strip("[]"))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
