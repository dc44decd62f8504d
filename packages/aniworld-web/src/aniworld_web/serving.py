"""Runs an application on a port of this machine, beside whatever else the program does."""

import ipaddress
import socket
import threading
from types import TracebackType
from typing import Any, Self

import uvicorn

from aniworld_core.errors import AniworldError

__all__ = ["Serving", "address", "listening", "server"]

_UNREAD = 120_000
"""Milliseconds until the system ends a connection whose other side takes nothing any more."""


def server(app: Any, *, prefix: str = "", proxies: tuple[str, ...] = ()) -> uvicorn.Server:
    """Return a server for an application; its log goes where all of the program's does.

    ``proxies`` are the addresses whose X-Forwarded headers are believed; nobody else's are.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            root_path=prefix,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=list(proxies),
            ws="auto",
            ws_max_size=64 * 1024,
            ws_per_message_deflate=False,  # it would compress for every client what is encoded once
            timeout_graceful_shutdown=5,
        )
    )


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; raises AniworldError when the port is taken or not allowed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # else who never reads what he is sent stays forever
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNREAD)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise AniworldError(
            f"Cannot listen on {host} port {port}: {error.strerror or error}.",
            hint="Is it running already? Else choose another one: --port N",
        ) from error
    return listener


def address(listener: socket.socket, prefix: str = "") -> str:
    """Return the URL by which this machine reaches what listens there."""
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{prefix}"


class Serving:
    """An application served by a thread while the context lasts; ``url`` is where."""

    def __init__(self, app: Any, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._server = server(app)
        self._socket = listening(host, port)
        self._thread = threading.Thread(target=self._run, name="web")
        self._ready = threading.Event()
        self.url = address(self._socket)

    def __enter__(self) -> Self:
        """Begin to serve; returns when requests are answered."""
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise AniworldError("The web application did not start; its log tells why.")
            self._ready.wait(0.01)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])
