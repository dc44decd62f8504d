"""How a hoster of the soak answers one request, rightly or in any wrong way."""

import socket
import struct
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler

from attrs import frozen

__all__ = ["Reply", "Right"]

_PATIENCE = 20.0


@frozen(kw_only=True)
class Right:
    """What would be the right answer; ``other`` is another piece of the same video, if it has any."""

    body: bytes
    type: str
    other: bytes = b""


class Reply:
    """One answer that is being given; whatever was sent, the connection is closed after it."""

    def __init__(self, request: BaseHTTPRequestHandler, released: threading.Event) -> None:
        self._request = request
        self._released = released

    def send(
        self,
        body: bytes,
        *,
        type: str = "text/html; charset=utf-8",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer as a whole."""
        self._head(status, type, {**(headers or {}), "Content-Length": str(len(body))})
        self._write(body)

    def cut(self, right: Right, *, promised: bool) -> None:
        """Send the first half and hang up; whether the length of the whole is told before."""
        length = {"Content-Length": str(len(right.body))} if promised else {}
        self._head(200, right.type, length)
        self._write(right.body[: len(right.body) // 2])

    def reset(self, right: Right) -> None:
        """Send the first half and break the connection off, as a router that forgot it."""
        self._head(200, right.type, {"Content-Length": str(len(right.body))})
        self._write(right.body[: len(right.body) // 2])
        linger = struct.pack("ii", 1, 0)
        self._request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._request.connection.close()

    def fall_silent(self, right: Right) -> None:
        """Send a little, then nothing more, and keep the connection."""
        self._head(200, right.type, {"Content-Length": str(len(right.body))})
        self._write(right.body[:4096])
        self._released.wait(_PATIENCE)

    def promise(self, right: Right, size: int) -> None:
        """Tell of a huge body, and send as much of it as the visitor takes."""
        self._head(200, right.type, {"Content-Length": str(size)})
        self._write(right.body)
        filler = bytes(64 * 1024)
        while size > 0 and not self._released.is_set():
            self._request.wfile.write(filler)
            size -= len(filler)

    def _head(self, status: int, type: str, headers: Mapping[str, str]) -> None:
        self._request.close_connection = True
        self._request.send_response(status)
        self._request.send_header("Content-Type", type)
        self._request.send_header("Connection", "close")
        for name, value in headers.items():
            self._request.send_header(name, value)
        self._request.end_headers()

    def _write(self, body: bytes) -> None:
        if self._request.command != "HEAD":
            self._request.wfile.write(body)
            self._request.wfile.flush()
