"""Serves an application on a port of this machine, beside whatever else the program does."""

import asyncio
import logging
import socket
import threading
from types import TracebackType
from typing import Any, Self

import uvicorn

from aniworld_core.errors import AniworldError
from aniworld_web.config import WebConfig
from aniworld_web.listening import addresses, listen

__all__ = ["Serving"]

_PATIENCE = 1
"""Seconds that requests get to end by themselves when the application ends."""

_LOOK = 0.5
"""Seconds between two looks whether the server is alive; on Windows also until Ctrl-C is felt."""


class Serving:
    """An application served by a thread while the context lasts.

    ``port`` 0 means any free one. ``prefix`` is the path below which a reverse proxy has it, and
    ``proxies`` are the addresses whose X-Forwarded headers are believed; nobody else's are. The
    server's log goes where all of the program's does.
    """

    def __init__(
        self,
        app: Any,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        prefix: str = "",
        proxies: tuple[str, ...] = (),
    ) -> None:
        self._place = (host, port)
        self._prefix = prefix
        self._server = _server(app, prefix, proxies)
        self._thread = threading.Thread(target=self._run, name="web")
        self._socket: socket.socket | None = None
        self.urls: tuple[str, ...] = ()
        """Where it is: the URL for this machine first, then the one for others when it listens to all."""

    @classmethod
    def by(cls, app: Any, config: WebConfig) -> Self:
        """Serve an application as the settings say."""
        return cls(
            app,
            host=config.host,
            port=config.port,
            prefix=config.prefix,
            proxies=config.trusted_proxies,
        )

    @property
    def url(self) -> str:
        """The URL by which this machine reaches it."""
        return self.urls[0]

    def wait(self, stop: threading.Event) -> None:
        """Return when ``stop`` is set; raises AniworldError when the server has ended by itself."""
        while not stop.wait(_LOOK):
            if not self._thread.is_alive():
                raise AniworldError("The web application ended by itself; its log tells why.")

    def __enter__(self) -> Self:
        """Begin to serve; returns when requests are answered. Raises AniworldError."""
        self._socket = listen(*self._place)
        self.urls = addresses(self._socket, self._prefix)
        self._thread.start()
        while not self._server.started:
            self._thread.join(0.01)
            if not self._thread.is_alive():
                raise AniworldError("The web application did not start; its log tells why.")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        log = logging.getLogger("uvicorn.error")
        log.addFilter(_is_news)
        self._server.should_exit = True
        self._thread.join()
        log.removeFilter(_is_news)

    def _run(self) -> None:
        assert self._socket is not None  # noqa: S101 - __enter__ has made it
        with self._socket:
            self._server.run(sockets=[self._socket])


def _is_news(record: logging.LogRecord) -> bool:
    # That a request is given up when the program ends is no fault of anybody's.
    given_up = record.exc_info is not None and record.exc_info[0] is asyncio.CancelledError
    return not given_up and not record.getMessage().startswith("Cancel ")


def _server(app: Any, prefix: str, proxies: tuple[str, ...]) -> uvicorn.Server:
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
            timeout_graceful_shutdown=_PATIENCE,
        )
    )
